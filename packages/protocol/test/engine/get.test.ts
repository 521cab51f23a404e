import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../src/engine/outcome.ts'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'
import { Swarm } from '../support/swarm.ts'

const self = contactAt(2 ** 31)
const key = keyAt(0)

function knowing(contacts: readonly number[], options: SoloOptions = {}): Solo {
  const solo = new Solo({ self, ...options })
  solo.meet(...contacts.map((number) => contactAt(number)))
  return solo
}

function get(solo: Solo): OperationId {
  return solo.input((engine, now) => engine.get(now, key))
}

function giveValue(solo: Solo, number: number, value = 'hello', ttlSeconds = 60): void {
  const reply = { type: 'value', value: bytesOf(value), ttlSeconds, publication } as const
  solo.answer(solo.lastTo(`memory:${number}`), contactAt(number), reply)
}

function stores(solo: Solo): { to: string; body: Request }[] {
  return solo.requests.flatMap(({ to, message: { body } }) => (body.type === 'store' ? [{ to, body }] : []))
}

describe('a get', () => {
  test('ends at the first value, whoever has it', () => {
    const solo = knowing(numbers(1, 5))
    const operation = get(solo)
    expect(solo.requests.map(({ to, message }) => [to, message.body])).toEqual(
      [1, 2, 3].map((number) => [`memory:${number}`, { type: 'find-value', key }]),
    )
    giveValue(solo, 3)
    expect(solo.outcomes.get(operation)).toEqual({
      type: 'found-value',
      value: bytesOf('hello'),
      holder: contactAt(3),
      expiresAt: solo.now + 60_000,
      publication,
    })
    solo.sent.length = 0
    solo.run(20_000)
    expect(solo.requests).toEqual([])
  })

  test('settles once, though a second value comes', () => {
    const solo = knowing(numbers(1, 5))
    const operation = get(solo)
    giveValue(solo, 3)
    const outcome = solo.outcomes.get(operation)
    giveValue(solo, 1, 'other')
    solo.list(contactAt(2), [])
    expect([...solo.outcomes.values()]).toEqual([outcome])
    expect(solo.engine.counts().accepted).toBe(5 + 5 + 3)
  })

  test('finds that there is no value only when the k closest have said so', () => {
    const solo = knowing(numbers(1, 5), { config: { k: 4 } })
    const operation = get(solo)
    for (const number of [1, 2, 3]) solo.list(contactAt(number), [])
    expect(solo.outcomes.size).toBe(0)
    solo.list(contactAt(4), [])
    expect(solo.outcomes.get(operation)).toEqual({ type: 'no-value' })
    expect(stores(solo)).toEqual([])
  })

  test('asks ourselves first, and nobody else if we hold the value', () => {
    const solo = knowing(numbers(1, 5))
    const record = recordAt(0, { expiresAt: solo.now + 9_000 })
    solo.storage.set(key.toHex(), record)
    solo.input((engine, now) => engine.restore(now, record))
    const operation = get(solo)
    expect(solo.outcomes.get(operation)).toMatchObject({ value: record.value, holder: self })
    expect(solo.requests).toEqual([])
  })

  test('goes on to others when our own copy has expired, or is lost', () => {
    const solo = knowing(numbers(1, 5))
    const record = recordAt(0, { expiresAt: solo.now + 9_000 })
    solo.input((engine, now) => engine.restore(now, record))
    get(solo)
    expect(solo.takeRequests()).toHaveLength(3)
    solo.input((engine, now) => engine.restore(now, record))
    solo.storage.set(key.toHex(), record)
    solo.now += 9_000
    get(solo)
    expect(solo.takeRequests()).toHaveLength(3)
  })

  test('goes on to others after ten seconds when our storage hangs, and keeps the value that it has', () => {
    const solo = knowing([1], { storing: false })
    solo.engine.restore(solo.now, recordAt(0))
    const operation = get(solo)
    solo.run(9_999)
    expect(solo.requests).toEqual([])
    solo.run(1)
    giveValue(solo, 1, 'from 1')
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'found-value', value: bytesOf('from 1') })
    const [{ ticket } = { ticket: 0 }] = solo.loads
    solo.input((engine, now) => engine.loaded(now, ticket))
    expect(solo.engine.size.values).toBe(1)
    const again = get(solo)
    const wish = solo.loads.at(-1)
    solo.input((engine, now) => engine.loaded(now, wish?.ticket ?? 0, recordAt(0, { value: 'ours' })))
    expect(solo.outcomes.get(again)).toMatchObject({ value: bytesOf('ours') })
  })

  test('that is cancelled while our storage reads never settles', () => {
    const solo = knowing(numbers(1, 5), { storing: false })
    const record = recordAt(0, { expiresAt: solo.now + 9_000 })
    solo.input((engine, now) => engine.restore(now, record))
    for (const answer of [record, undefined]) {
      const operation = get(solo)
      solo.input((engine, now) => engine.cancel(now, operation))
      solo.input((engine, now) => engine.loaded(now, solo.loads.at(-1)?.ticket ?? 0, answer))
    }
    expect([solo.requests, solo.outcomes.size]).toEqual([[], 0])
  })

  test('that is cancelled in its lookup asks nobody any more', () => {
    const solo = knowing([1])
    const operation = get(solo)
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.list(contactAt(1), [contactAt(2)])
    expect(solo.requestsTo('memory:2')).toEqual([])
  })

  test('believes no longer life than the configuration grants', () => {
    const solo = knowing([1, 2], { config: { ttlMs: 30_500 } })
    const operation = get(solo)
    solo.list(contactAt(2), [])
    giveValue(solo, 1, 'hello', 4_294_967_295)
    expect(solo.outcomes.get(operation)).toMatchObject({ expiresAt: solo.now + 30_000 })
    expect(stores(solo)).toMatchObject([{ body: { ttlSeconds: 30 } }])
  })

  test('of an empty value finds it', () => {
    const solo = knowing([1])
    const operation = get(solo)
    giveValue(solo, 1, '')
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'found-value', value: new Uint8Array() })
  })
})

describe('the copy that a get leaves', () => {
  test('goes to the closest contact that answered without the value, with the life that is left', () => {
    const solo = knowing(numbers(1, 5))
    get(solo)
    solo.list(contactAt(3), [])
    solo.list(contactAt(2), [contactAt(9)])
    giveValue(solo, 1, 'hello', 77)
    expect(stores(solo)).toEqual([
      {
        to: 'memory:2',
        body: { type: 'store', key, value: bytesOf('hello'), ttlSeconds: 77, cached: true, publication },
      },
    ])
  })

  test('goes to nobody when nobody else has answered', () => {
    const solo = knowing(numbers(1, 5))
    get(solo)
    giveValue(solo, 2)
    expect(stores(solo)).toEqual([])
  })

  test('goes to nobody who failed or refused, and never to ourselves', () => {
    const solo = knowing([1, 2, 3], { self: contactAt(4) })
    const operation = get(solo)
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { type: 'refused', refusal: 'busy' })
    giveValue(solo, 3)
    expect(solo.outcomes.get(operation)).toMatchObject({ holder: contactAt(3), value: bytesOf('hello') })
    expect(stores(solo)).toEqual([])
  })

  test('is not waited for, and blames nobody twice', () => {
    const solo = knowing([1, 2])
    const operation = get(solo)
    solo.list(contactAt(2), [])
    giveValue(solo, 1)
    expect(solo.outcomes.has(operation)).toBe(true)
    solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'refused', refusal: 'full' })
    solo.run(20_000)
    expect(stores(solo)).toHaveLength(1)
  })
})

describe('values in a network (seed 31)', () => {
  const options = { seed: 31, config: { k: 4 } }

  test('die, however often they are asked for and copied', () => {
    const swarm = Swarm.joined(30, options)
    const expiresAt = swarm.now + 10_000
    const member = swarm.member(0)
    const put = member.engine.put(swarm.now, { ...recordAt(5), expiresAt })
    expect(swarm.settle(member, put)).toMatchObject({ type: 'stored' })
    let lastFoundAt = 0
    let found = 0
    for (let i = 0; swarm.now < expiresAt + 20_000; i++) {
      const asker = swarm.member(i % 30)
      const outcome = swarm.settle(asker, asker.engine.get(swarm.now, keyAt(5)))
      if (outcome.type === 'found-value') {
        found++
        lastFoundAt = swarm.now
        expect(outcome.expiresAt).toBeLessThanOrEqual(expiresAt + 1_000)
      }
      swarm.run(50)
    }
    expect(found).toBeGreaterThan(100)
    expect(lastFoundAt).toBeLessThanOrEqual(expiresAt + 1_000)
    const kept = swarm.alive.flatMap(({ storage }) => [...storage.values()])
    expect(kept).toEqual([])
  })

  test('are found from every node, and the copies are where lookups pass', () => {
    const swarm = Swarm.joined(40, options)
    const record = recordAt(5, { expiresAt: swarm.now + 600_000 })
    const holders = new Set(swarm.closest(record.key, 4).map(({ address }) => address))
    const member = swarm.member(0)
    swarm.settle(member, member.engine.put(swarm.now, record))
    for (const asker of swarm.alive) {
      const outcome = swarm.settle(asker, asker.engine.get(swarm.now, record.key))
      expect(outcome).toMatchObject({ type: 'found-value', value: record.value })
    }
    swarm.rest()
    for (const { contact, storage } of swarm.alive) {
      const held = storage.get(record.key.toHex())
      if (held !== undefined) expect(held.cached).toBe(!holders.has(contact.address))
    }
  })
})
