import { randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { ListedContact } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'
import { Company, nodes, politely } from './company.ts'
import { nearest, PaperNetwork } from './paper-network.ts'

const MINUTE_MS = 60_000
const target = keyAt(0)
const self = contactAt(2 ** 31)
const some = (...each: number[]) => each.map((number) => contactAt(number))
const memory = (...each: number[]) => each.map((number) => `memory:${number}`)
const asked = (solo: Solo) => solo.requests.map(({ to }) => to)

/** Knows these contacts, and has just begun to look for the target. */
function finding(known: readonly Contact[], options: SoloOptions = {}): Solo {
  const solo = new Solo({ self, ...options })
  solo.meet(...known)
  solo.input((engine, now) => engine.find(now, target))
  return solo
}

function found(solo: Solo): string[] | undefined {
  const [outcome] = solo.outcomes.values()
  return outcome?.type === 'found-nodes' ? addressesOf(outcome.contacts) : undefined
}

describe('whom a lookup asks', () => {
  test('C.1.4 nobody is asked twice in one lookup, though many list it, and some are silent (seed 104)', () => {
    const random = seededRandomBytes(104)
    const network = new PaperNetwork(200, 8, random)
    const company = new Company({ self, contacts: network.contacts, rttMs: 30, config: { k: 8 } })
    const dead = new Set(addressesOf(network.contacts.filter((_, i) => i % 5 === 4)))
    company.behaviour = ({ address }, request) => {
      if (request.type !== 'find-node') return politely(request, [])
      return dead.has(address) ? undefined : nodes(network.answer(address, request.target))
    }
    company.joined()
    for (const _ of numbers(1, 10)) {
      const goal = randomKey(random)
      company.asked.length = 0
      company.settle((engine, now) => engine.find(now, goal))
      const requests = company.asked.filter(({ request }) => request.type === 'find-node')
      const ids = new Map(requests.map(({ id, to }) => [id, to]))
      expect(ids.size).toBeGreaterThanOrEqual(8)
      expect(new Set(ids.values()).size).toBe(ids.size)
    }
  })

  test('C.1.4 a key is asked at a second address when the first fails, and at each only once', () => {
    const solo = finding([contactAt(9), contactAt(5, 'memory:old')])
    solo.list(contactAt(9), [contactAt(5, 'memory:new'), contactAt(5, 'memory:old')])
    expect(asked(solo)).toEqual(['memory:old', 'memory:9'])
    solo.run(250)
    solo.list(contactAt(5, 'memory:new'), [contactAt(5, 'memory:old'), contactAt(5, 'memory:new')])
    expect(found(solo)).toEqual(['memory:new', 'memory:9', self.address])
    const ids = solo.requests.map(({ to, message }) => `${to} ${message.id}`)
    expect(new Set(ids).size).toBe(3)
  })

  test('C.1.4 a late answer counts, and so does whom it lists', () => {
    const solo = finding(some(2, 3), { config: { alpha: 2 } })
    const late = solo.lastTo('memory:2')
    solo.run(60)
    expect(solo.requestsTo('memory:2')).toHaveLength(2)
    solo.answer(late, contactAt(2), nodes(some(1)))
    solo.list(contactAt(3), [])
    solo.list(contactAt(1), [])
    expect(found(solo)).toEqual([...memory(1, 2, 3), self.address])
  })

  test('C.1.5 we are never asked, under whatever key or address we are listed', () => {
    const solo = finding(some(5))
    const ours = [contactAt(6, self.address), { ...self, address: 'memory:other' }, self]
    solo.list(contactAt(5), [...ours, contactAt(7)])
    expect(asked(solo)).toEqual(memory(5, 7))
    expect(found(solo)).toBeUndefined()
    solo.list(contactAt(7), ours)
    expect(found(solo)).toEqual([...memory(5, 7), self.address])
    expect(solo.known).toEqual(memory(5, 7))
  })

  test('C.1.5 a put asks us nothing, but stores on us if we are among the k closest, and only then', () => {
    const saves = [1, 9].map((own) => {
      const contacts = some(2, 3, 4, 5)
      const company = new Company({ self: contactAt(own), contacts, config: { k: 3 } }).joined()
      company.settle((engine, now) => engine.put(now, recordAt(0, { expiresAt: now + 60_000 })))
      expect(company.asked.map(({ to }) => to)).not.toContain(`memory:${own}`)
      const stores = company.asked.filter(({ request }) => request.type === 'store')
      // Who puts a small value sends it to k others before it knows that it is one of the k itself, and before to the nearest that it knows.
      expect(stores.map(({ to }) => to)).toEqual(expect.arrayContaining(memory(2, 3, 4)))
      return company.solo.saves.length
    })
    expect(saves).toEqual([1, 0])
  })
})

describe('who is in the result', () => {
  const contacts = some(...numbers(1, 10))

  /** The nearest three are listed, by each who lists its next neighbours, but do not answer, or refuse. */
  function among(): Company {
    const company = new Company({ self, contacts, config: { k: 4 } }).joined()
    company.behaviour = ({ address }, request) => {
      if (address === 'memory:2') return { type: 'refused', refusal: 'busy' }
      const number = Number(address.slice(7))
      return memory(1, 3).includes(address)
        ? undefined
        : politely(request, some(1, 2, number + 1, number + 2))
    }
    return company
  }

  test('C.1.7 the silent and those who refuse are not in the result, however close', () => {
    const outcome = among().settle((engine, now) => engine.find(now, target))
    expect(outcome.type === 'found-nodes' && addressesOf(outcome.contacts)).toEqual(memory(4, 5, 6, 7))
  })

  test('C.1.7 only who answered is sent a value of more than 256 bytes to store', () => {
    const company = among()
    const value = 'a'.repeat(257)
    company.settle((engine, now) => engine.put(now, recordAt(0, { value, expiresAt: now + 60_000 })))
    const stores = company.asked.filter(({ request }) => request.type === 'store')
    expect(stores.map(({ to }) => to)).toEqual(memory(4, 5, 6, 7))
  })

  test('C.1.7 only who answered has stored a value', () => {
    const company = among()
    const value = 'a'.repeat(256)
    const outcome = company.settle((engine, now) =>
      engine.put(now, recordAt(0, { value, expiresAt: now + 60_000 })),
    )
    expect(outcome.type === 'stored' && addressesOf(outcome.stored)).toEqual(memory(4, 5, 6, 7))
  })

  test('C.1.7 who is only listed, and does not answer, is not in the result', () => {
    const solo = finding(some(5), { config: { k: 2 } })
    solo.list(contactAt(5), some(3, 4))
    solo.run(10_000)
    expect(found(solo)).toEqual(['memory:5', self.address])
  })
})

describe('what is taken from one reply', () => {
  const lister = contactAt(2 ** 30, '10.0.0.2:4000')
  const ours = { key: self.key, address: '10.0.0.1:4000' }

  /** Whom we ask when `from`, alone in our table, lists these. */
  function askedAfter(listed: readonly Contact[], from = lister, own = ours): string[] {
    const solo = finding([from], { self: own, config: { alpha: 64 } })
    const before = asked(solo).length
    solo.list(from, listed)
    return asked(solo).slice(before)
  }

  test('C.1.8 at most k contacts are taken from one reply, the nearest, though it lists 1,000 and all fail', () => {
    const random = seededRandomBytes(108)
    const listed = numbers(1, 1_000).map((n) => {
      return { key: randomKey(random), address: `10.1.${n >>> 8}.${n & 255}:4000` }
    })
    const solo = finding([lister], { self: ours })
    solo.list(lister, listed)
    solo.run(60_000)
    expect(solo.outcomes.size).toBe(1)
    const others = new Set(asked(solo).filter((address) => address !== lister.address))
    expect([...others]).toEqual(addressesOf(nearest(listed, target).slice(0, 20)))
  })

  test('C.1.8 no address is taken that cannot be right: no port 0, no multicast, nothing of our own machine', () => {
    const wrong = [
      '10.0.0.3:0',
      '10.0.0.3:65536',
      '0.0.0.0:4000',
      '224.0.0.251:5353',
      '255.255.255.255:4000',
      '127.0.0.1:22',
      '[::1]:22',
      '[ff02::1]:4000',
      '[::]:4000',
      'localhost:4000',
      ours.address,
    ]
    const right = ['10.0.0.3:4000', '[2001:db8::3]:4000']
    const listed = [...wrong, ...right].map((address, i) => contactAt(i + 1, address))
    expect(askedAfter(listed)).toEqual(right)
  })

  test('C.1.8 loopback addresses are taken from a loopback address: all may be on one machine', () => {
    const from = contactAt(100, '127.0.0.1:4000')
    const own = { key: self.key, address: '127.0.0.1:4001' }
    expect(askedAfter([contactAt(1, '127.0.0.1:4002')], from, own)).toEqual(['127.0.0.1:4002'])
  })
})

describe('the age of a contact', () => {
  /** Whom alpha = 1 asks, in order, when a lister gives these contacts; all answer, and list nobody. */
  function order(listed: readonly ListedContact[], k = 20): string[] {
    const solo = finding(some(100), { config: { alpha: 1, k } })
    solo.answer(solo.lastTo('memory:100'), contactAt(100), nodes(listed))
    for (let at = 1; at < asked(solo).length; at++) {
      const [to = ''] = asked(solo).slice(at)
      solo.list(contactAt(Number(to.slice(7))), [])
    }
    expect(solo.outcomes.size).toBe(1)
    return asked(solo).slice(1)
  }

  const aged = (number: number, ageMs: number) => ({ ...contactAt(number), ageMs })

  test('C finding 1: who was silent for more than 30 minutes is asked last, but before the lookup ends', () => {
    const old = aged(1, 30 * MINUTE_MS + 1_000)
    expect(order([old, aged(2, 30 * MINUTE_MS), aged(3, 0), aged(4, MINUTE_MS)])).toEqual(memory(2, 3, 4, 1))
  })

  test('C finding 1: the freshest report of a contact counts', () => {
    const solo = finding(some(8, 9), { config: { alpha: 2 } })
    solo.answer(solo.lastTo('memory:8'), contactAt(8), nodes([aged(1, 31 * MINUTE_MS), aged(2, 0)]))
    expect(asked(solo)).toEqual(memory(8, 9, 2))
    solo.answer(solo.lastTo('memory:9'), contactAt(9), nodes([aged(1, MINUTE_MS), aged(3, 0)]))
    expect(asked(solo)).toEqual(memory(8, 9, 2, 1))
  })

  test('C finding 1: age in our own table counts like age in a list', () => {
    const solo = new Solo({ self, config: { alpha: 1 } })
    solo.meet(contactAt(1))
    solo.run(30 * MINUTE_MS + 1)
    solo.meet(contactAt(2))
    solo.input((engine, now) => engine.find(now, target))
    expect(asked(solo)).toEqual(['memory:2'])
  })

  test('C finding 1: age evicts nobody, and changes nothing of what we know ourselves', () => {
    const solo = new Solo({ self, config: { k: 2 } })
    solo.meet(...some(1, 2))
    const before = solo.engine.snapshot(solo.now).buckets
    solo.input((engine, now) => engine.find(now, target))
    solo.answer(solo.lastTo('memory:2'), contactAt(2), nodes([aged(1, 65_535_000)]))
    solo.input((engine, now) => engine.cancel(now, 1))
    expect(solo.engine.snapshot(solo.now).buckets).toEqual(before)
    solo.run(24 * 60 * MINUTE_MS)
    expect(solo.known).toEqual(memory(1, 2))
  })

  test('C finding 1: our lists tell how many milliseconds ago each contact last answered', () => {
    const solo = new Solo({ self })
    solo.meet(contactAt(1))
    solo.run(5_000)
    solo.meet(contactAt(2))
    solo.run(2_000)
    const reply = solo.ask(contactAt(3), { type: 'find-node', target })
    expect(reply).toEqual(nodes([aged(1, 7_000), aged(2, 2_000)]))
  })
})
