import { randomKey } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import type { Reply } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'
import { Swarm } from '../support/swarm.ts'

const farSelf = contactAt(2 ** 31)
const stored: Reply = { type: 'stored' }
const full: Reply = { type: 'refused', refusal: 'full' }
const some = (...each: number[]) => each.map((number) => contactAt(number))

interface Put {
  readonly lifeMs: number
  readonly listed: readonly Contact[]
  readonly value: Uint8Array | string
}

/** Too long to go ahead with the questions of the lookup. */
const VALUE = 'a'.repeat(257)

/** A put of the key 0 whose lookup is done: it began with `known`, and of those heard of `listed`; all answered. */
class Putting {
  readonly solo: Solo
  readonly operation: OperationId
  /** When it was put. */
  readonly startedAt: number

  constructor(
    known: readonly Contact[],
    options: SoloOptions = {},
    { lifeMs = 60_000, listed = [], value = VALUE }: Partial<Put> = {},
  ) {
    this.solo = new Solo({ self: farSelf, ...options })
    this.solo.meet(...known)
    const record = recordAt(0, { value, expiresAt: this.solo.now + lifeMs })
    this.startedAt = this.solo.now
    this.operation = this.solo.input((engine, now) => engine.put(now, record))
    for (const contact of known) this.#list(contact, listed)
    for (const contact of listed) this.#list(contact, [])
  }

  /** The addresses that were asked to store, in order. */
  get asked(): string[] {
    return this.solo.requests.flatMap(({ to, message }) =>
      ['store', 'offer'].includes(message.body.type) ? [to] : [],
    )
  }

  get outcome(): Outcome | undefined {
    return this.solo.outcomes.get(this.operation)
  }

  reply(number: number, reply: Reply): void {
    this.solo.answer(this.solo.lastTo(`memory:${number}`), contactAt(number), reply)
  }

  /** Only who was asked answers the lookup. */
  #list(contact: Contact, listed: readonly Contact[]): void {
    const asked = this.solo.requestsTo(contact.address).at(-1)?.message.body.type
    if (asked === 'find-node') this.solo.list(contact, listed)
  }
}

describe('a put', () => {
  test('stores on the k closest that answered, and says who did', () => {
    const putting = new Putting(some(1, 2, 3, 4), { config: { k: 3, alpha: 4 } })
    expect(putting.asked).toEqual(['memory:1', 'memory:2', 'memory:3'])
    const bodies = putting.solo.requests.slice(-3).map(({ message }) => message.body)
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
    expect(bodies[0]).toEqual({
      type: 'store',
      key: keyAt(0),
      value: bytesOf(VALUE),
      ttlSeconds: 60,
      cached: false,
      publication: { publisher: putting.solo.engine.self.key, version: putting.startedAt },
    })
    for (const number of [3, 1, 2]) {
      expect(putting.outcome).toBeUndefined()
      putting.reply(number, stored)
    }
    expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 2, 3), failed: [] })
    expect(putting.solo.saves).toEqual([])
  })

  test('stores on ourselves where we are one of the k closest', () => {
    const self = contactAt(2)
    const putting = new Putting(some(1, 3, 4), { self, config: { k: 3, alpha: 4 } })
    expect(putting.asked).toEqual(['memory:1', 'memory:3'])
    for (const number of [1, 3]) putting.reply(number, stored)
    expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 2, 3), failed: [] })
    expect(putting.solo.storage.get(keyAt(0).toHex())).toMatchObject({ cached: false })
    expect(putting.solo.engine.size.values).toBe(1)
  })

  test('by a node that is alone stores on itself', () => {
    const putting = new Putting([])
    expect(putting.outcome).toEqual({ type: 'stored', stored: [farSelf], failed: [] })
  })

  test('replaces who refuses, or is silent, by the next closest that answered', () => {
    const putting = new Putting(some(3, 4), { config: { k: 2 } }, { listed: some(1, 2) })
    expect(putting.asked).toEqual(['memory:1', 'memory:2'])
    putting.reply(1, full)
    expect(putting.asked).toEqual(['memory:1', 'memory:2', 'memory:3'])
    putting.reply(3, stored)
    putting.solo.run(300)
    expect(putting.asked.at(-1)).toBe('memory:4')
    putting.reply(4, stored)
    expect(putting.outcome).toEqual({ type: 'stored', stored: some(3, 4), failed: some(1, 2) })
  })

  test('has ourselves as the last who can replace somebody', () => {
    const putting = new Putting(some(1, 2), { config: { k: 2 } })
    for (const number of [1, 2]) putting.reply(number, full)
    expect(putting.asked).toHaveLength(2)
    expect(putting.outcome).toEqual({ type: 'stored', stored: [farSelf], failed: some(1, 2) })
  })

  test('counts nobody twice: who answers after it had failed stays failed', () => {
    const putting = new Putting(some(1), { self: contactAt(9), config: { k: 1 } })
    const late = putting.solo.lastTo('memory:1')
    putting.solo.run(300)
    expect(putting.outcome).toMatchObject({ type: 'stored', stored: [contactAt(9)], failed: some(1) })
    putting.solo.answer(late, contactAt(1), stored)
    expect(putting.outcome).toMatchObject({ stored: [contactAt(9)], failed: some(1) })
  })

  test('that nobody stores has failed, and says who was asked', () => {
    const putting = new Putting(some(1, 2), { config: { k: 2, maxValues: 0 } })
    putting.reply(1, full)
    putting.reply(2, { type: 'refused', refusal: 'failed' })
    expect(putting.outcome).toEqual({
      type: 'failed',
      reason: 'not-stored',
      failed: [...some(1, 2), farSelf],
    })
  })

  test('counts ourselves as failed when our storage fails', () => {
    const putting = new Putting([], { storing: false })
    putting.solo.input((engine, now) => engine.saved(now, putting.solo.saves[0]?.ticket ?? 0, false))
    expect(putting.outcome).toEqual({ type: 'failed', reason: 'not-stored', failed: [farSelf] })
  })

  test('counts ourselves as failed when our storage does not answer for ten seconds', () => {
    const solo = new Solo({ storing: false })
    const operation = solo.input((engine, now) => engine.put(now, recordAt(0)))
    solo.run(9_999)
    expect(solo.outcomes.size).toBe(0)
    solo.run(1)
    const failed = [solo.engine.self]
    expect(solo.outcomes.get(operation)).toEqual({ type: 'failed', reason: 'not-stored', failed })
    solo.input((engine, now) => engine.saved(now, solo.saves[0]?.ticket ?? 0, true))
    expect([solo.outcomes.size, solo.engine.size.values]).toEqual([1, 0])
  })

  test('says how many whole seconds of its life are left, but never none', () => {
    const seconds = [7_999, 400].map((lifeMs) => {
      const putting = new Putting(some(1), { config: { k: 1 } }, { lifeMs })
      return putting.solo.lastTo('memory:1').message.body
    })
    expect(seconds).toMatchObject([{ ttlSeconds: 7 }, { ttlSeconds: 1 }])
  })

  test('does not count the late answer of one that was replaced while others are waited for', () => {
    const long = { listed: some(1, 2), value: new Uint8Array(2_000) }
    const putting = new Putting(some(3, 4), { config: { k: 2 } }, long)
    const late = putting.solo.lastTo('memory:1')
    putting.reply(2, { type: 'wanted' })
    expect(putting.solo.lastTo('memory:2').message.body).toMatchObject({ type: 'store' })
    while (!putting.asked.includes('memory:3')) {
      putting.solo.run(10)
      putting.solo.engine.progress(putting.solo.now, 'memory:2')
    }
    putting.reply(3, stored)
    putting.solo.answer(late, contactAt(1), stored)
    expect(putting.outcome).toBeUndefined()
    putting.reply(2, stored)
    expect(putting.outcome).toEqual({ type: 'stored', stored: some(2, 3), failed: some(1) })
  })

  test('that is cancelled stores no further, and does not settle', () => {
    const putting = new Putting(some(3, 4), { config: { k: 2 } }, { listed: some(1, 2) })
    putting.solo.input((engine, now) => engine.cancel(now, putting.operation))
    putting.reply(1, full)
    putting.solo.run(20_000)
    expect(putting.asked).toEqual(['memory:1', 'memory:2'])
    expect([putting.solo.saves, putting.outcome]).toEqual([[], undefined])
  })

  test('that is cancelled in its lookup stores nowhere', () => {
    const solo = new Solo()
    solo.meet(contactAt(1))
    const put = solo.input((engine, now) => engine.put(now, recordAt(0)))
    solo.input((engine, now) => engine.cancel(now, put))
    solo.list(contactAt(1), [])
    expect([solo.saves, solo.requests.length, solo.outcomes.size]).toEqual([[], 1, 0])
  })
})

test('in a network, puts by anybody land on the true k closest, and on hardly anybody else (seed 32)', () => {
  const swarm = Swarm.joined(60, { seed: 32, jitterMs: 5, config: { k: 8 } })
  let onSelf = 0
  let farther = 0
  for (const number of numbers(1, 60)) {
    const key = randomKey(swarm.random)
    const member = swarm.member(number - 1)
    const record = { ...recordAt(number, { expiresAt: swarm.now + 600_000 }), key }
    const outcome = swarm.settle(member, member.engine.put(swarm.now, record))
    const closest = addressesOf(swarm.closest(key, 8))
    if (outcome.type !== 'stored') throw new Error(`the put ended as ${outcome.type}`)
    const stored = addressesOf(outcome.stored)
    expect(stored.slice(0, 8)).toEqual(closest)
    expect(outcome.failed).toEqual([])
    const holding = swarm.alive.filter(({ storage }) => storage.has(key.toHex()))
    const holders = addressesOf(holding.map(({ contact }) => contact))
    expect(holders).toEqual(expect.arrayContaining(stored))
    if (closest.includes(member.contact.address)) onSelf++
    farther += holders.length - 8
  }
  expect(onSelf).toBeGreaterThan(0)
  // None as it is, beside 480 that are to have one.
  expect(farther).toBeLessThan(8)
})
