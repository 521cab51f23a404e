import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import type { Reply, Request } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication, publicationOf } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'

const asker = contactAt(1_000)
const codec = new Codec()
const ping: Request = { type: 'ping' }

function findNode(number: number): Request {
  return { type: 'find-node', target: keyAt(number) }
}

function findValue(number: number): Request {
  return { type: 'find-value', key: keyAt(number) }
}

function store(
  number: number,
  value: string,
  { ttlSeconds = 100, cached = false, version = 1 } = {},
): Request & { type: 'store' } {
  return {
    type: 'store',
    key: keyAt(number),
    value: bytesOf(value),
    ttlSeconds,
    cached,
    publication: publicationOf(version),
  }
}

function listed(reply: Reply | undefined): string[] {
  if (reply?.type !== 'nodes') throw new Error(`${reply?.type} is no list of nodes`)
  return addressesOf(reply.contacts)
}

function knowing(contacts: readonly number[], options: SoloOptions = {}): Solo {
  const solo = new Solo(options)
  solo.meet(...contacts.map((number) => contactAt(number)))
  return solo
}

/** Makes a contact silent for once, while another one is heard. */
function silence(solo: Solo, number: number, heard: number): void {
  solo.run(1)
  solo.input((engine, now) => engine.call(now, contactAt(number), ping))
  solo.run(1)
  solo.input((engine, now) => engine.call(now, contactAt(heard), ping))
  solo.answer(solo.lastTo(`memory:${heard}`), contactAt(heard), { type: 'pong' })
  solo.run(20_000)
  solo.sent.length = 0
}

describe('an answer', () => {
  test('goes to where the request came from, with its id and its attempt, in our name', () => {
    const solo = new Solo()
    solo.hear('memory:77', { id: 'ab'.repeat(16), attempt: 3, sender: keyAt(77), body: ping })
    expect(solo.sent[0]).toEqual({
      type: 'send',
      to: 'memory:77',
      message: { id: 'ab'.repeat(16), attempt: 3, sender: keyAt(0), body: { type: 'pong' } },
    })
  })

  test('is not given to a message that bears our own key', () => {
    const solo = new Solo()
    solo.hear('memory:77', { id: 'ab'.repeat(16), attempt: 0, sender: keyAt(0), body: ping })
    expect(solo.sent).toEqual([])
    expect(solo.engine.counts()).toMatchObject({ received: 1, accepted: 0, dropped: { 'own-key': 1 } })
  })
})

describe('the answer to find-node', () => {
  test('is the k closest that we know, nearest first, without the asker and ourselves', () => {
    const solo = knowing(numbers(1, 30))
    const expected = numbers(1, 21).filter((number) => number !== 3)
    expect(listed(solo.ask(contactAt(3), findNode(0)))).toEqual(expected.map((number) => `memory:${number}`))
  })

  test('is exact for any target', () => {
    const solo = knowing(numbers(1, 30), { config: { k: 3 } })
    const known = solo.known.map((address) => Number(address.slice(7)))
    for (const target of numbers(0, 63)) {
      const closest = known.sort((a, b) => (a ^ target) - (b ^ target)).slice(0, 3)
      expect(listed(solo.ask(asker, findNode(target)))).toEqual(closest.map((number) => `memory:${number}`))
    }
  })

  test('has k contacts though none of them is nearer than we are', () => {
    const solo = knowing(numbers(1, 25))
    expect(listed(solo.ask(asker, findNode(0)))).toHaveLength(20)
  })

  test('leaves out who did not answer when last asked, until it answers again', () => {
    const solo = knowing([1, 2, 3])
    silence(solo, 2, 3)
    expect(listed(solo.ask(asker, findNode(0)))).toEqual(['memory:1', 'memory:3'])
    solo.input((engine, now) => engine.call(now, contactAt(2), ping))
    solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'pong' })
    expect(listed(solo.ask(asker, findNode(0)))).toEqual(['memory:1', 'memory:2', 'memory:3'])
  })

  test('says how many whole seconds ago each contact last answered us', () => {
    const solo = new Solo()
    solo.meet(contactAt(1))
    solo.now += 5_000
    solo.meet(contactAt(2))
    solo.now += 700
    const reply = solo.ask(asker, findNode(0))
    expect(reply).toEqual({
      type: 'nodes',
      contacts: [
        { ...contactAt(1), ageMs: 5_000 },
        { ...contactAt(2), ageMs: 0 },
      ],
    })
  })

  test.each([
    [0, 0],
    [999, 0],
    [999.75, 0],
    [1_000, 1_000],
    [65_534_999, 65_534_000],
    [65_535_000, 65_535_000],
    [65_536_000, 65_535_000],
    [30 * 86_400_000, 65_535_000],
  ])('tells an age of %d ms as %d ms, which is also what the codec makes of it', (passedMs, ageMs) => {
    const solo = new Solo()
    solo.meet(contactAt(1))
    solo.now += passedMs
    const body = solo.ask(asker, findNode(0))
    if (body === undefined) throw new Error('there is no answer')
    expect(body).toEqual({ type: 'nodes', contacts: [{ ...contactAt(1), ageMs }] })
    const message = { id: 'ab'.repeat(16), attempt: 0, sender: keyAt(0), body }
    expect(codec.decode(codec.encode(message))).toEqual(message)
  })

  test('is an empty list when we know nobody', () => {
    expect(new Solo().ask(asker, findNode(0))).toEqual({ type: 'nodes', contacts: [] })
  })
})

describe('the answer to store', () => {
  test('comes when the storage has kept the value, and not before', () => {
    const solo = new Solo({ storing: false })
    expect(solo.ask(asker, store(5, 'five', { ttlSeconds: 7 }))).toBeUndefined()
    const [save] = solo.saves
    expect(save?.record).toEqual({
      ...recordAt(5, { value: 'five', expiresAt: solo.now + 7_000 }),
      source: asker.address,
    })
    solo.sent.length = 0
    solo.run(40)
    solo.input((engine, now) => engine.saved(now, save?.ticket ?? 0, true))
    expect(solo.sent.at(-1)).toMatchObject({ to: asker.address, message: { body: { type: 'stored' } } })
    expect(solo.engine.size.values).toBe(1)
  })

  test('lists the nearest contacts that we know besides, where they are asked for', () => {
    const solo = knowing([1, 2, 3], { config: { k: 3, maxValueBytesInSum: 4 } })
    const stored = solo.ask(asker, { ...store(0, 'five'), nodes: true })
    expect(stored).toMatchObject({ type: 'nodes', stored: true })
    expect(listed(stored)).toEqual(['memory:1', 'memory:2', 'memory:3'])
    const refused = solo.ask(asker, { ...store(0, 'seven', { version: 2 }), nodes: true })
    expect(refused).toMatchObject({ type: 'nodes', stored: 'full' })
    expect(listed(refused)).toEqual(['memory:1', 'memory:2', 'memory:3'])
  })

  test('is a mere list where it goes ahead, and we know k others that are nearer', () => {
    const solo = knowing([1, 2, 3], { self: contactAt(4), config: { k: 3 } })
    const ahead = solo.ask(asker, { ...store(0, 'a'), nodes: true })
    expect(ahead).toEqual({ type: 'nodes', contacts: expect.any(Array) })
    expect(listed(ahead)).toEqual(['memory:1', 'memory:2', 'memory:3'])
    expect(solo.saves).toEqual([])
    expect(solo.ask(asker, store(0, 'a'))).toEqual({ type: 'stored' })
    // He who asks is one of those that are nearer.
    const near = knowing([2, 3], { self: contactAt(4), config: { k: 3 } })
    expect(near.ask(contactAt(1), { ...store(0, 'a'), nodes: true })).not.toHaveProperty('stored')
    expect(near.ask(contactAt(5), { ...store(0, 'a'), nodes: true })).toMatchObject({ stored: true })
    // Nobody is nearer to our own key.
    expect(solo.ask(asker, { ...store(4, 'a'), nodes: true })).toMatchObject({ stored: true })
  })

  test('notes the network of whoever brought this publication first', () => {
    const solo = new Solo()
    const [first, second] = [contactAt(2 ** 20, '192.0.2.7:4000'), contactAt(2 ** 21, '198.51.100.7:4000')]
    const sources = () => solo.engine.snapshot(solo.now).values.map(({ source }) => source)
    solo.ask(first, store(1, 'a', { ttlSeconds: 60 }))
    solo.ask(second, store(1, 'a', { ttlSeconds: 6_000 }))
    expect(solo.saves.map(({ record }) => record.source)).toEqual(['192.0.2.0/24', '192.0.2.0/24'])
    expect(sources()).toEqual(['192.0.2.0/24'])
    solo.ask(second, store(1, 'b', { version: 2 }))
    expect(sources()).toEqual(['198.51.100.0/24'])
  })

  test('is a refusal when the storage fails', () => {
    const solo = new Solo({ storing: false })
    solo.ask(asker, store(5, 'five'))
    solo.input((engine, now) => engine.saved(now, solo.saves[0]?.ticket ?? 0, false))
    expect(solo.sent.at(-1)?.message.body).toEqual({ type: 'refused', refusal: 'failed' })
    expect(solo.engine.size.values).toBe(0)
  })

  test('is a refusal after ten seconds when the storage hangs, and a late word of it changes nothing', () => {
    const solo = new Solo({ storing: false })
    solo.ask(asker, store(5, 'five'))
    const ticket = solo.saves[0]?.ticket ?? 0
    solo.sent.length = 0
    const answers = () => solo.sent.flatMap(({ to, message }) => (to === asker.address ? [message.body] : []))
    const replies = () => answers().filter(({ type }) => type !== 'ping')
    solo.run(9_999)
    expect(replies()).toEqual([])
    solo.run(1)
    expect(replies()).toEqual([{ type: 'refused', refusal: 'failed' }])
    solo.input((engine, now) => engine.saved(now, ticket, true))
    expect(replies()).toHaveLength(1)
    expect(solo.engine.size.values).toBe(0)
    expect(solo.ask(asker, findValue(5))).toEqual({ type: 'nodes', contacts: [] })
  })

  test('is a refusal while too much waits for the storage', () => {
    const solo = new Solo({ storing: false, config: { maxTickets: 2 } })
    expect(solo.ask(asker, store(1, 'a'))).toBeUndefined()
    expect(solo.ask(asker, store(2, 'b'))).toBeUndefined()
    expect(solo.ask(asker, store(3, 'c'))).toEqual({ type: 'refused', refusal: 'busy' })
    expect(solo.saves).toHaveLength(2)
    solo.input((engine, now) => engine.saved(now, solo.saves[0]?.ticket ?? 0, true))
    expect(solo.ask(asker, store(3, 'c'))).toBeUndefined()
  })

  test('is a refusal when there is no room, but a value of the same key makes way', () => {
    const solo = new Solo({ config: { maxValues: 1, maxValueBytesInSum: 10 } })
    expect(solo.ask(asker, store(1, 'a'.repeat(11)))).toEqual({ type: 'refused', refusal: 'full' })
    expect(solo.ask(asker, store(1, 'a'.repeat(10)))).toEqual({ type: 'stored' })
    expect(solo.ask(asker, store(2, ''))).toEqual({ type: 'refused', refusal: 'full' })
    expect(solo.ask(asker, store(1, 'b'.repeat(10), { version: 2 }))).toEqual({ type: 'stored' })
    expect(solo.storage.size).toBe(1)
  })

  test('is a refusal when what is on its way takes all the room', () => {
    const solo = new Solo({ storing: false, config: { maxValues: 2 } })
    for (const number of [1, 2]) expect(solo.ask(asker, store(number, 'a'))).toBeUndefined()
    expect(solo.ask(asker, store(3, 'a'))).toEqual({ type: 'refused', refusal: 'full' })
  })

  test('grants no longer life than the configuration does', () => {
    const solo = new Solo({ config: { ttlMs: 60_000 } })
    solo.ask(asker, store(1, 'a', { ttlSeconds: 4_294_967_295 }))
    expect(solo.engine.snapshot(solo.now).values[0]?.expiresAt).toBe(solo.now + 60_000)
  })
})

describe('a cached copy', () => {
  const cached = { cached: true, ttlSeconds: 10 }

  test('never takes the place of a replica, and is acknowledged all the same', () => {
    const solo = new Solo()
    solo.ask(asker, store(1, 'replica'))
    expect(solo.ask(asker, store(1, 'copy', cached))).toEqual({ type: 'stored' })
    expect(solo.ask(asker, findValue(1))).toEqual({
      type: 'value',
      value: bytesOf('replica'),
      ttlSeconds: 100,
      publication,
    })
  })

  test('does not overtake a replica that is on its way to the storage', () => {
    const solo = new Solo({ storing: false })
    solo.ask(asker, store(1, 'replica'))
    expect(solo.ask(asker, store(1, 'copy', cached))).toEqual({ type: 'stored' })
    expect(solo.saves).toHaveLength(1)
  })

  test('gives way to a replica, and to a newer copy', () => {
    const solo = new Solo()
    for (const [version, value] of ['copy', 'newer copy'].entries()) {
      solo.ask(asker, store(1, value, { ...cached, version: version + 1 }))
      expect(solo.ask(asker, findValue(1))).toMatchObject({ value: bytesOf(value) })
    }
    solo.ask(asker, store(1, 'replica', { version: 3 }))
    expect(solo.ask(asker, findValue(1))).toMatchObject({ value: bytesOf('replica'), ttlSeconds: 100 })
  })

  test('takes the place of a replica that has expired', () => {
    const solo = new Solo()
    solo.ask(asker, store(1, 'replica', { ttlSeconds: 5 }))
    solo.now += 5_000
    solo.ask(asker, store(1, 'copy', cached))
    expect(solo.ask(asker, findValue(1))).toMatchObject({ value: bytesOf('copy') })
  })
})

describe('the answer to find-value', () => {
  test('is the value, with the whole seconds that it has left', () => {
    const solo = new Solo()
    solo.ask(asker, store(1, 'one', { ttlSeconds: 100 }))
    solo.now += 30_001
    expect(solo.ask(asker, findValue(1))).toEqual({
      type: 'value',
      value: bytesOf('one'),
      ttlSeconds: 69,
      publication,
    })
  })

  test('is the contacts nearest to the key, when we do not hold it', () => {
    const solo = knowing([1, 2, 3])
    expect(listed(solo.ask(contactAt(2), findValue(3)))).toEqual(['memory:3', 'memory:1'])
  })

  test.each([
    ['has expired', 100_000],
    ['has less than a second left', 99_001],
  ])('is the nearest contacts, when the value %s', (_, ms) => {
    const solo = knowing([1])
    solo.ask(asker, store(1, 'one', { ttlSeconds: 100 }))
    solo.now += ms
    expect(listed(solo.ask(asker, findValue(1)))).toEqual(['memory:1'])
  })

  test('comes when the storage has read the value', () => {
    const solo = new Solo({ storing: false })
    solo.ask(asker, store(1, 'one'))
    solo.input((engine, now) => engine.saved(now, solo.saves[0]?.ticket ?? 0, true))
    expect(solo.ask(asker, findValue(1))).toBeUndefined()
    const load = solo.loads[0]
    expect(load?.key).toEqual(keyAt(1))
    solo.input((engine, now) => engine.loaded(now, load?.ticket ?? 0, solo.saves[0]?.record))
    expect(solo.sent.at(-1)?.message.body).toMatchObject({ type: 'value', value: bytesOf('one') })
  })

  test('is the nearest contacts after ten seconds, when the storage hangs; and the value is still held', () => {
    const solo = knowing([1], { storing: false })
    solo.engine.restore(solo.now, recordAt(5))
    expect(solo.ask(asker, findValue(5))).toBeUndefined()
    const replies = () => solo.sent.flatMap(({ message: { body } }) => (body.type === 'nodes' ? [body] : []))
    solo.run(9_999)
    expect(replies()).toEqual([])
    solo.run(1)
    expect(replies().map(listed)).toEqual([['memory:1']])
    expect(solo.engine.size.values).toBe(1)
  })

  test('is the nearest contacts, when the storage has lost the value', () => {
    const solo = new Solo()
    solo.ask(asker, store(1, 'one'))
    solo.storage.clear()
    expect(listed(solo.ask(asker, findValue(1)))).toEqual([])
    expect(solo.events.at(-1)).toEqual({ type: 'value-dropped', key: keyAt(1), reason: 'lost' })
    expect(solo.engine.size.values).toBe(0)
  })

  test('is a refusal while too much waits for the storage', () => {
    const solo = new Solo({ storing: false, config: { maxTickets: 1 } })
    solo.ask(asker, store(1, 'one'))
    solo.input((engine, now) => engine.saved(now, solo.saves[0]?.ticket ?? 0, true))
    expect(solo.ask(asker, findValue(1))).toBeUndefined()
    expect(solo.ask(asker, findValue(1))).toEqual({ type: 'refused', refusal: 'busy' })
  })
})

test('a value is dropped from the storage when it expires', () => {
  const solo = new Solo()
  solo.ask(asker, store(1, 'one', { ttlSeconds: 100 }))
  solo.run(99_999)
  expect(solo.storage.size).toBe(1)
  solo.run(1)
  expect(solo.storage.size).toBe(0)
  expect(solo.events.at(-1)).toEqual({ type: 'value-dropped', key: keyAt(1), reason: 'expired' })
})
