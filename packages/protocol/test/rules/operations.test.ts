import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import type { Request } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo } from '../support/solo.ts'
import { Company, nodes, politely } from './company.ts'

const target = keyAt(0)
const self = contactAt(2 ** 31)
const ping: Request = { type: 'ping' }
const some = (...each: number[]) => each.map((number) => contactAt(number))
const memory = (...each: number[]) => each.map((number) => `memory:${number}`)
const value = { type: 'value', value: bytesOf('found'), ttlSeconds: 600, publication } as const

describe('a time-out', () => {
  const contacts = some(...numbers(1, 8))

  test('C.1.11 a time-out frees the slot of the silent contact, and leaves those of the others alone', () => {
    const solo = new Solo({ self, config: { alpha: 2 } })
    solo.meet(...contacts)
    solo.input((engine, now) => engine.find(now, target))
    solo.run(40)
    solo.list(contactAt(2), some(0))
    const pending = () => solo.engine.snapshot(solo.now).pending.map(({ to, sent }) => `${to} ${sent}`)
    expect(pending()).toEqual(['memory:1 1', 'memory:0 1'])
    solo.run(10)
    expect(pending()).toEqual(['memory:1 2', 'memory:0 1', 'memory:3 1'])
  })

  test('C.1.11 who answers makes room for the next at once, though another of its round is silent', () => {
    const solo = new Solo({ self, config: { alpha: 3 } })
    solo.meet(...contacts)
    solo.input((engine, now) => engine.find(now, target))
    solo.list(contactAt(2), some(0))
    solo.list(contactAt(3), some(0))
    expect(solo.requests.map(({ to }) => to)).toEqual(memory(1, 2, 3, 0, 4))
    expect(solo.requestsTo('memory:1')).toHaveLength(1)
  })

  test('C.1.11 a slot is freed after the usual round trip, but its contact fails only after the full time', () => {
    // A node that knows less than k would look around meanwhile.
    const config = { alpha: 1, k: contacts.length }
    const company = new Company({ self, contacts, rttMs: 100, config }).joined()
    for (const _ of numbers(1, 20)) company.settle((engine, now) => engine.find(now, target))
    company.behaviour = ({ address }, request) => {
      return address === 'memory:1' ? undefined : politely(request, contacts)
    }
    company.asked.length = 0
    const operation = company.start((engine, now) => engine.find(now, target, { watch: true }))
    const startedAt = company.solo.now
    company.run(10_000)
    const steps = company.solo.events.flatMap((event) =>
      event.type === 'lookup-step' && event.operation === operation ? [event] : [],
    )
    const after = (type: string) => (steps.find(({ step }) => step.type === type)?.at ?? 0) - startedAt
    expect(after('slow')).toBeGreaterThan(100)
    expect(after('slow')).toBeLessThan(200)
    expect(company.asked.find(({ to }) => to === 'memory:2')?.at).toBe(startedAt + after('slow'))
    expect(after('failed')).toBeGreaterThan(3 * after('slow'))
    expect(company.asked.filter(({ to }) => to === 'memory:1')).toHaveLength(3)
  })

  test('C.1.11 many silent contacts delay a lookup hardly more than one of them', () => {
    const company = new Company({ self, contacts: some(...numbers(1, 20)), rttMs: 40 }).joined()
    company.behaviour = (contact, request) => {
      return Number(contact.address.slice(7)) % 2 === 0 ? undefined : politely(request, [])
    }
    const msOf = (begin: (engine: Engine, now: number) => OperationId) => {
      const startedAt = company.solo.now
      company.settle(begin)
      return company.solo.now - startedAt
    }
    const one = msOf((engine, now) => engine.call(now, contactAt(20), ping))
    const nine = msOf((engine, now) => engine.find(now, target))
    expect(one).toBeGreaterThan(237)
    expect(nine).toBeGreaterThan(one)
    expect(nine).toBeLessThan(2 * one)
  })
})

describe('an operation that is cancelled', () => {
  const contacts = some(...numbers(1, 5))
  const operations: Record<string, (engine: Engine, now: number) => OperationId> = {
    find: (engine, now) => engine.find(now, target),
    get: (engine, now) => engine.get(now, target),
    put: (engine, now) => engine.put(now, recordAt(0, { expiresAt: now + 3_600_000 })),
    join: (engine, now) => engine.join(now, memory(1, 2, 3)),
    call: (engine, now) => engine.call(now, contactAt(1), ping),
  }

  /** Knows five contacts for a minute and has begun, and cancelled, an operation that had asked some of them. */
  function cancelled(begin: (engine: Engine, now: number) => OperationId): Solo {
    const solo = new Solo({ self })
    solo.meet(...contacts)
    solo.run(60_000)
    const operation = solo.input(begin)
    expect(solo.requests.length).toBeGreaterThan(0)
    expect(solo.engine.deadline).toBeLessThan(solo.now + 1_000)
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.sent.length = 0
    return solo
  }

  test.each(Object.keys(operations))(
    'C.1.13 a cancelled %s waits for nobody, and sends and settles nothing',
    (name) => {
      const solo = cancelled(operations[name] ?? (() => 0))
      const acquaintedAt = solo.now - 60_000
      expect(solo.engine.snapshot(solo.now).pending).toEqual([])
      solo.run(60_000)
      expect(solo.requests).toEqual([])
      expect(solo.outcomes.size).toBe(0)
      expect(solo.waitForUpkeep(acquaintedAt)).toBeGreaterThanOrEqual(0.9)
      expect(solo.waitForUpkeep(acquaintedAt)).toBeLessThanOrEqual(1.1)
    },
  )

  test.each(Object.keys(operations))(
    'C.1.13 a cancelled %s blames nobody who does not answer it any more',
    (name) => {
      const solo = cancelled(operations[name] ?? (() => 0))
      // Somebody is heard meanwhile, so that failures would be counted.
      solo.input((engine, now) => engine.call(now, contactAt(5), ping))
      solo.answer(solo.lastTo('memory:5'), contactAt(5), { type: 'pong' })
      solo.run(60_000)
      const { buckets } = solo.engine.snapshot(solo.now)
      const failures = buckets.flatMap((bucket) => bucket.contacts).map((contact) => contact.failures)
      expect(failures).toEqual([0, 0, 0, 0, 0])
      solo.sent.length = 0
      solo.input((engine, now) => engine.find(now, target))
      expect(solo.requests.map(({ to }) => to)).toEqual(memory(1, 2, 3))
    },
  )

  test('C.1.13 a cancelled operation makes room for the next at once', () => {
    const solo = new Solo({ self, config: { maxActiveOperations: 1 } })
    solo.meet(...contacts)
    const first = solo.input((engine, now) => engine.find(now, target))
    const second = solo.input((engine, now) => engine.call(now, contactAt(4), ping))
    expect(solo.requestsTo('memory:4')).toEqual([])
    solo.input((engine, now) => engine.cancel(now, first))
    solo.answer(solo.lastTo('memory:4'), contactAt(4), { type: 'pong' })
    expect([...solo.outcomes.keys()]).toEqual([second])
  })

  test('C.1.13 a cancelled lookup learns no more from its contacts, but the table does', () => {
    const solo = new Solo({ self })
    solo.meet(contactAt(1))
    const operation = solo.input((engine, now) => engine.find(now, target))
    const request = solo.lastTo('memory:1')
    solo.run(10)
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.answer(request, contactAt(1), nodes(some(2, 3)))
    expect(solo.requestsTo('memory:2')).toEqual([])
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap((bucket) => bucket.contacts)).toMatchObject([{ seenAt: solo.now }])
  })
})

/** Knows these contacts, and has just begun to look for the value. */
function getting(known: readonly Contact[], own = self): Solo {
  const solo = new Solo({ self: own })
  solo.meet(...known)
  solo.input((engine, now) => engine.get(now, target))
  return solo
}

/** Where copies were sent since. */
function copies(solo: Solo): string[] {
  const stores = solo.requests.filter(({ message }) => message.body.type === 'store')
  expect(stores.every(({ message: { body } }) => body.type === 'store' && body.cached)).toBe(true)
  return stores.map(({ to }) => to)
}

describe('a get', () => {
  test('C.1.9 a get of an immutable value ends at the first valid one, and asks nobody any more', () => {
    const solo = getting(some(...numbers(1, 9)))
    const requests = solo.requests.length
    solo.answer(solo.lastTo('memory:2'), contactAt(2), value)
    expect(solo.outcomes.get(1)).toMatchObject({ type: 'found-value', holder: contactAt(2) })
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { ...value, value: bytesOf('another') })
    solo.list(contactAt(3), some(20, 21))
    solo.run(60_000)
    expect(solo.outcomes.size).toBe(1)
    expect(solo.outcomes.get(1)).toMatchObject({ value: bytesOf('found') })
    expect(solo.requests).toHaveLength(requests)
  })

  test('C.1.9 a get goes on past whoever has no value, and says that there is none only at the end', () => {
    const solo = getting(some(1, 2, 3))
    solo.list(contactAt(1), [])
    solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'refused', refusal: 'busy' })
    expect(solo.outcomes.size).toBe(0)
    solo.list(contactAt(3), [])
    expect(solo.outcomes.get(1)).toEqual({ type: 'no-value' })
  })

  test('C.1.10 a get leaves a copy with the closest that answered without the value, whoever was first or last', () => {
    const solo = getting(some(5, 6, 7))
    solo.list(contactAt(7), some(1, 2, 3))
    solo.list(contactAt(6), [])
    solo.list(contactAt(2), [])
    solo.answer(solo.lastTo('memory:1'), contactAt(1), value)
    // 1 has the value, 3 and 5 have not answered.
    expect(copies(solo)).toEqual(memory(2))
  })

  test('C.1.10 a get leaves no copy with ourselves, though we are the closest without the value', () => {
    const solo = getting(some(3, 4), contactAt(1))
    solo.list(contactAt(4), [])
    solo.answer(solo.lastTo('memory:3'), contactAt(3), value)
    expect(copies(solo)).toEqual(memory(4))
    expect(solo.saves).toEqual([])
  })

  test('C.1.10 a get leaves no copy when nobody else has answered', () => {
    const solo = getting(some(3, 4))
    solo.answer(solo.lastTo('memory:3'), contactAt(3), value)
    expect(copies(solo)).toEqual([])
  })
})

describe('success', () => {
  const contacts = some(...numbers(1, 5))

  /** What a put among these contacts says, who all find each other; `behaviour` is how they answer to a STORE. */
  function put(stored: (address: string) => boolean | undefined, storageWorks = true): Outcome {
    const company = new Company({ self, contacts, config: { k: 3 }, storing: storageWorks }).joined()
    company.behaviour = ({ address }, request) => {
      const ok = request.type === 'store' ? stored(address) : true
      if (ok === undefined) return undefined
      if (ok) return politely(request, contacts)
      const isBoth = request.type === 'store' && request.nodes
      return isBoth ? { ...nodes(contacts), stored: 'full' } : { type: 'refused', refusal: 'full' }
    }
    const { solo } = company
    const record = recordAt(0, { expiresAt: solo.now + 3_600_000 })
    const operation = company.start((engine, now) => engine.put(now, record))
    company.run(60_000)
    for (const { ticket } of solo.saves) {
      if (!storageWorks) solo.input((engine, now) => engine.saved(now, ticket, false))
    }
    const outcome = solo.outcomes.get(operation)
    if (outcome === undefined) throw new Error('the put does not settle')
    return outcome
  }

  test('C.1.12 a put says who stored the value, and who was asked in vain', () => {
    const outcome = put((address) => (address === 'memory:1' ? undefined : address !== 'memory:2'))
    if (outcome.type !== 'stored') throw new Error(`the put ended as ${outcome.type}`)
    expect(addressesOf(outcome.stored).sort()).toEqual([self.address, 'memory:3'])
    expect(addressesOf(outcome.failed).sort()).toEqual(memory(1, 2))
  })

  test('C.1.12 a put without an acknowledgement has failed, and says who was asked', () => {
    const outcome = put(() => false, false)
    expect(outcome).toMatchObject({ type: 'failed', reason: 'not-stored' })
    const asked = outcome.type === 'failed' ? addressesOf(outcome.failed) : []
    expect(asked).toContain(self.address)
    expect(asked.length).toBeGreaterThan(3)
  })

  test('C.1.12 a put with an empty table names our own storage alone, and has failed if that fails', () => {
    for (const ok of [true, false]) {
      const solo = new Solo({ self, storing: false })
      const record = recordAt(0, { expiresAt: solo.now + 3_600_000 })
      const operation = solo.input((engine, now) => engine.put(now, record))
      expect(solo.outcomes.size).toBe(0)
      const [save] = solo.saves
      solo.input((engine, now) => engine.saved(now, save?.ticket ?? 0, ok))
      const outcome = ok
        ? { type: 'stored', stored: [self], failed: [] }
        : { type: 'failed', reason: 'not-stored', failed: [self] }
      expect(solo.outcomes.get(operation)).toEqual(outcome)
    }
  })

  test('C.1.12 a join that nobody answers has failed, and a get with an empty table finds nothing', () => {
    const solo = new Solo()
    const join = solo.input((engine, now) => engine.join(now, ['memory:1']))
    solo.run(60_000)
    expect(solo.outcomes.get(join)).toMatchObject({ type: 'failed', reason: 'no-bootstrap' })
    const get = solo.input((engine, now) => engine.get(now, target))
    expect(solo.outcomes.get(get)).toEqual({ type: 'no-value' })
  })
})
