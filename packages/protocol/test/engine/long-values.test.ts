import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../src/engine/outcome.ts'
import type { Reply } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'
import { Swarm } from '../support/swarm.ts'

const self = contactAt(2 ** 31)
const key = keyAt(0)
const long = new Uint8Array(1_013).fill(7)
const held: Reply = { type: 'held', valueBytes: long.length, ttlSeconds: 60, publication }
const value: Reply = { type: 'value', value: long, ttlSeconds: 60, publication }
const absent: Reply = { type: 'refused', refusal: 'absent' }

function knowing(contacts: readonly number[], options: SoloOptions = {}): Solo {
  const solo = new Solo({ self, ...options })
  solo.meet(...contacts.map((number) => contactAt(number)))
  return solo
}

function getting(contacts: readonly number[], options: SoloOptions = {}): { solo: Solo; get: OperationId } {
  const solo = knowing(contacts, options)
  return { solo, get: solo.input((engine, now) => engine.get(now, key)) }
}

function reply(solo: Solo, number: number, body: Reply): void {
  solo.answer(solo.lastTo(`memory:${number}`), contactAt(number), body)
}

/** Who was asked for the value itself, in order. */
function fetched(solo: Solo): string[] {
  return solo.requests.flatMap(({ to, message }) => (message.body.type === 'fetch' ? [to] : []))
}

function holding(bytes: number, config: SoloOptions['config'] = {}): Solo {
  const solo = new Solo({ config })
  const record = recordAt(7, { value: new Uint8Array(bytes), expiresAt: solo.now + 9_500 })
  solo.storage.set(record.key.toHex(), record)
  solo.input((engine, now) => engine.restore(now, record))
  return solo
}

describe('who is asked for a value', () => {
  test('sends one of 1,012 bytes, and of a longer one says how long it is', () => {
    const ask = { type: 'find-value', key: keyAt(7) } as const
    expect(holding(1_012).ask(contactAt(1), ask)).toMatchObject({ type: 'value', ttlSeconds: 9, publication })
    const solo = holding(1_013)
    expect(solo.ask(contactAt(1), ask)).toEqual({
      type: 'held',
      valueBytes: 1_013,
      ttlSeconds: 9,
      publication,
    })
    expect(solo.loads).toEqual([])
  })

  test('sends a long one to who fetches it, and says so when it has none', () => {
    const solo = holding(5_000)
    expect(solo.ask(contactAt(1), { type: 'fetch', key: keyAt(7) })).toMatchObject({
      type: 'value',
      value: new Uint8Array(5_000),
      ttlSeconds: 9,
      publication,
    })
    expect(solo.ask(contactAt(1), { type: 'fetch', key: keyAt(8) })).toEqual(absent)
    solo.now += 9_499
    expect(solo.ask(contactAt(1), { type: 'fetch', key: keyAt(7) })).toEqual(absent)
  })

  test('does not say that it holds what lives for less than a second more', () => {
    const solo = holding(5_000)
    solo.now += 9_000
    expect(solo.ask(contactAt(1), { type: 'find-value', key: keyAt(7) })).toMatchObject({ type: 'nodes' })
  })

  test('refuses to fetch while too much waits for its storage', () => {
    const solo = new Solo({ storing: false, config: { maxTickets: 1 } })
    const record = recordAt(7, { value: long, expiresAt: solo.now + 9_500 })
    solo.input((engine, now) => engine.restore(now, record))
    solo.ask(contactAt(1), { type: 'fetch', key: keyAt(7) })
    const second = solo.ask(contactAt(1), { type: 'fetch', key: keyAt(7) })
    expect(second).toEqual({ type: 'refused', refusal: 'busy' })
  })

  test('refuses to keep what is longer than it takes', () => {
    const solo = new Solo({ config: { maxValueBytes: 2_000 } })
    const store = (bytes: number) =>
      solo.ask(contactAt(1), {
        type: 'store',
        key: keyAt(7),
        value: new Uint8Array(bytes),
        ttlSeconds: 9,
        cached: false,
        publication,
      })
    expect(store(2_001)).toEqual({ type: 'refused', refusal: 'too-large' })
    expect(store(2_000)).toEqual({ type: 'stored' })
  })
})

describe('a get of a long value', () => {
  test('fetches it from the first who says that it holds it, and from nobody else', () => {
    const { solo, get } = getting(numbers(1, 5))
    reply(solo, 2, held)
    reply(solo, 1, held)
    reply(solo, 3, held)
    expect(fetched(solo)).toEqual(['memory:2'])
    expect(solo.outcomes.size).toBe(0)
    reply(solo, 2, value)
    const expiresAt = solo.now + 60_000
    expect(solo.outcomes.get(get)).toEqual({
      type: 'found-value',
      value: long,
      holder: contactAt(2),
      expiresAt,
      publication,
    })
  })

  test('asks nobody else while it is fetched, and leaves no copy', () => {
    const { solo } = getting(numbers(1, 9))
    solo.list(contactAt(1), [])
    reply(solo, 2, held)
    solo.list(
      contactAt(3),
      numbers(20, 30).map((number) => contactAt(number)),
    )
    const fetch = solo.lastTo('memory:2')
    solo.sent.length = 0
    solo.answer(fetch, contactAt(2), value)
    expect(solo.requests).toEqual([])
  })

  test('turns to the next holder when one does not have it after all, or does not answer', () => {
    const { solo, get } = getting(numbers(1, 3))
    for (const number of [1, 2, 3]) reply(solo, number, held)
    reply(solo, 1, absent)
    expect(fetched(solo)).toEqual(['memory:1', 'memory:2'])
    while (!fetched(solo).includes('memory:3')) solo.run(1)
    reply(solo, 3, value)
    expect(solo.outcomes.get(get)).toMatchObject({ type: 'found-value', holder: contactAt(3) })
  })

  test('goes on with the search when no holder gives it, and with a holder found then', () => {
    const { solo, get } = getting(numbers(1, 5))
    reply(solo, 1, held)
    reply(solo, 1, absent)
    reply(solo, 2, { type: 'nodes', contacts: [] })
    reply(solo, 3, { type: 'nodes', contacts: [] })
    reply(solo, 4, held)
    expect(fetched(solo)).toEqual(['memory:1', 'memory:4'])
    reply(solo, 4, absent)
    reply(solo, 5, { type: 'nodes', contacts: [] })
    expect(solo.outcomes.get(get)).toEqual({ type: 'no-value' })
  })

  test('is content with a short value that comes from another meanwhile', () => {
    const { solo, get } = getting(numbers(1, 3))
    reply(solo, 1, held)
    reply(solo, 2, { type: 'value', value: new Uint8Array(3), ttlSeconds: 9, publication })
    expect(solo.outcomes.get(get)).toMatchObject({ holder: contactAt(2) })
    reply(solo, 1, value)
    expect(solo.outcomes.size).toBe(1)
  })

  test('takes a late answer of a holder that it had given up', () => {
    const { solo, get } = getting(numbers(1, 2))
    reply(solo, 1, held)
    reply(solo, 2, held)
    const first = solo.lastTo('memory:1')
    while (!fetched(solo).includes('memory:2')) solo.run(1)
    solo.answer(first, contactAt(1), value)
    expect(solo.outcomes.get(get)).toMatchObject({ holder: contactAt(1) })
  })

  test('takes longer than a node takes for no answer, and what was not as short as it was said', () => {
    const { solo, get } = getting(numbers(1, 2), { config: { maxValueBytes: 1_013 } })
    reply(solo, 1, { ...held, valueBytes: 1_057 })
    expect(fetched(solo)).toEqual([])
    reply(solo, 2, held)
    reply(solo, 2, { type: 'value', value: new Uint8Array(1_057), ttlSeconds: 60, publication })
    expect(solo.outcomes.get(get)).toEqual({ type: 'no-value' })
  })

  test('that is cancelled asks no further holder', () => {
    const { solo, get } = getting(numbers(1, 3))
    reply(solo, 1, held)
    reply(solo, 2, held)
    solo.input((engine, now) => engine.cancel(now, get))
    reply(solo, 1, absent)
    solo.run(20_000)
    expect(fetched(solo)).toEqual(['memory:1'])
    expect(solo.outcomes.size).toBe(0)
  })
})

const stores = (solo: Solo) =>
  solo.requests.flatMap(({ to, message }) => (message.body.type === 'store' ? [to] : []))

/** Whoever has been offered a value wants it. */
function want(solo: Solo): void {
  for (const sent of solo.requests) {
    const contact = numbers(1, 3)
      .map((number) => contactAt(number))
      .find(({ address }) => address === sent.to)
    if (sent.message.body.type === 'offer' && contact) solo.answer(sent, contact, { type: 'wanted' })
  }
}

describe('a put of a long value', () => {
  test('is offered first: who has it, or does not want it, is not sent it', () => {
    const solo = knowing(numbers(1, 4), { config: { k: 3, alpha: 4 } })
    const record = recordAt(0, { value: long, expiresAt: solo.now + 60_000 })
    const put = solo.input((engine, now) => engine.put(now, record))
    for (const number of numbers(1, 3)) solo.list(contactAt(number), [])
    const publication = { publisher: solo.engine.self.key, version: solo.now }
    const offer = { type: 'offer', key: keyAt(0), valueBytes: 1_013, ttlSeconds: 60, publication }
    expect(solo.lastTo('memory:1').message.body).toEqual(offer)
    reply(solo, 1, { type: 'stored' })
    reply(solo, 2, { type: 'refused', refusal: 'full' })
    reply(solo, 3, { type: 'wanted' })
    expect(stores(solo)).toEqual(['memory:3'])
    reply(solo, 3, { type: 'stored' })
    expect(solo.outcomes.get(put)).toMatchObject({ type: 'stored', failed: [contactAt(2)] })
  })

  const putting = (bytes: number, config: SoloOptions['config']) => {
    const solo = knowing(numbers(1, 4), { config: { k: 3, alpha: 4, ...config } })
    const record = recordAt(0, { value: new Uint8Array(bytes), expiresAt: solo.now + 60_000 })
    const put = solo.input((engine, now) => engine.put(now, record))
    for (const number of numbers(1, 3)) solo.list(contactAt(number), [])
    want(solo)
    return { solo, put }
  }

  test('goes to so many at once as the bound for bytes under way allows, and to all in the end', () => {
    const { solo, put } = putting(2_000, { maxOutgoingBytes: 4_000 })
    expect(stores(solo)).toEqual(['memory:1', 'memory:2'])
    reply(solo, 2, { type: 'stored' })
    expect(stores(solo)).toEqual(['memory:1', 'memory:2', 'memory:3'])
    reply(solo, 1, { type: 'stored' })
    reply(solo, 3, { type: 'stored' })
    expect(solo.outcomes.get(put)).toMatchObject({ type: 'stored', failed: [] })
  })

  test('a short one goes to all at once, whatever the bound', () => {
    const { solo } = putting(1_012, { maxOutgoingBytes: 0 })
    expect(stores(solo)).toHaveLength(3)
  })

  test('that is cancelled makes room for others at once', () => {
    const { solo, put } = putting(2_000, { maxOutgoingBytes: 0 })
    const second = recordAt(1, { value: new Uint8Array(3_000), expiresAt: solo.now + 60_000 })
    solo.input((engine, now) => engine.put(now, second))
    for (const number of numbers(1, 3)) solo.list(contactAt(number), [])
    want(solo)
    const lengths = () =>
      solo.requests.flatMap(({ message: { body } }) => (body.type === 'store' ? [body.value.length] : []))
    expect(lengths()).toEqual([2_000])
    solo.input((engine, now) => engine.cancel(now, put))
    expect(lengths()).toEqual([2_000, 3_000])
  })

  test('one that fails makes room too', () => {
    const { solo } = putting(2_000, { maxOutgoingBytes: 0, retries: 0 })
    solo.run(2_000)
    expect(stores(solo).slice(0, 2)).toEqual(['memory:1', 'memory:2'])
  })
})

describe('a network', () => {
  test('gives back what was put, whatever its length', () => {
    const swarm = Swarm.joined(40, { seed: 5, config: { k: 8 } })
    for (const bytes of [0, 1_012, 1_013, 70_000]) {
      const value = new Uint8Array(bytes).fill(bytes)
      expect(swarm.put(swarm.anyone(), keyAt(bytes), value)).toMatchObject({ type: 'stored', failed: [] })
      for (let i = 0; i < 5; i++) expect(swarm.get(swarm.anyone(), keyAt(bytes))).toEqual(value)
    }
  })
})
