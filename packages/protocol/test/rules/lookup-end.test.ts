import { compareDistance, Key, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/engine/outcome.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Dice } from '../support/dice.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'
import { Company, nodes, politely } from './company.ts'

const target = keyAt(0)
const self = contactAt(2 ** 31)
const some = (...each: number[]) => each.map((number) => contactAt(number))
const memory = (...each: number[]) => each.map((number) => `memory:${number}`)

/** Knows these contacts, and has just begun to look for the target. */
function finding(known: readonly Contact[], config: SoloOptions['config'], watch = false): Solo {
  const solo = new Solo({ self, config: { ...config } })
  solo.meet(...known)
  solo.input((engine, now) => engine.find(now, target, { watch }))
  return solo
}

/** Whom the find of this engine found; undefined while it goes on. */
function found(solo: Solo): string[] | undefined {
  const [outcome] = solo.outcomes.values()
  return outcome && foundIn(outcome)
}

function foundIn(outcome: Outcome): string[] {
  if (outcome.type !== 'found-nodes') throw new Error(`the find ended as ${outcome.type}`)
  return addressesOf(outcome.contacts)
}

const addressesOfRequests = (solo: Solo) => solo.requests.map(({ to }) => to)

describe('the end of a lookup', () => {
  test('C.1.1 a lookup ends when the k closest that have not failed have all answered, and not before', () => {
    const solo = finding(some(...numbers(1, 6)), { k: 4 })
    solo.list(contactAt(1), some(...numbers(1, 6)))
    solo.list(contactAt(2), some(...numbers(1, 6)))
    solo.list(contactAt(4), some(...numbers(1, 6)))
    expect(found(solo)).toBeUndefined()
    solo.list(contactAt(3), some(...numbers(1, 6)))
    expect(found(solo)).toEqual(memory(1, 2, 3, 4))
    expect(addressesOfRequests(solo)).toEqual(memory(1, 2, 3, 4))
  })

  test('C.1.1 a lookup waits for a slow contact until it has failed; then the next one counts in its place', () => {
    const solo = finding(some(...numbers(1, 4)), { k: 4 })
    for (const number of [2, 3, 4]) solo.list(contactAt(number), some(5))
    solo.run(60)
    solo.list(contactAt(5), [])
    solo.run(150)
    expect(solo.requestsTo('memory:1')).toHaveLength(3)
    expect(found(solo)).toBeUndefined()
    solo.run(50)
    expect(found(solo)).toEqual(memory(2, 3, 4, 5))
  })

  test('C.1.1 a failed contact leaves the k closest, and is one of them again when it answers after all', () => {
    const solo = finding(some(1, 2), { k: 2 })
    const late = solo.lastTo('memory:1')
    solo.list(contactAt(2), some(3))
    solo.run(240)
    expect(solo.engine.snapshot(solo.now).pending.map(({ to }) => to)).toEqual(['memory:3'])
    expect(found(solo)).toBeUndefined()
    solo.answer(late, contactAt(1), nodes([]))
    expect(found(solo)).toEqual(memory(1, 2))
  })

  test('C.1.1 a lookup ends in bounded time though all are silent', () => {
    const contacts = some(...numbers(1, 20))
    const company = new Company({ self, contacts }).joined()
    company.behaviour = () => undefined
    const startedAt = company.solo.now
    expect(foundIn(company.settle((engine, now) => engine.find(now, target)))).toEqual([self.address])
    // Three tries of 50, 75 and 112 ms, for the first three; then for all others at the same time.
    expect(company.solo.now - startedAt).toBeLessThan(500)
  })

  test('C.1.1 a lookup ends after 512 questions though each answer invents closer contacts, who answer, too', () => {
    const solo = finding(some(1_000_000), {})
    let nearest = 1_000_000
    let questions = 0
    for (let sent = solo.takeRequests(); sent.length > 0; sent = solo.takeRequests()) {
      for (const request of sent) {
        questions++
        nearest -= 20
        const invented = some(...numbers(nearest, nearest + 19))
        solo.answer(request, contactAt(Number(request.to.slice(7))), nodes(invented))
      }
    }
    expect(questions).toBe(512)
    expect(found(solo)).toBeDefined()
  })

  test('C.1.1 a lookup ends whatever each contact does: silence, refusal, lists of liars, answers', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const dice = new Dice(seed)
        const contacts = some(...numbers(1, 40))
        const company = new Company({ self, seed, contacts, rttMs: 20, config: { k: 8 } }).joined()
        company.behaviour = (_, request) => {
          const what = dice.below(4)
          if (what === 0) return undefined
          if (what === 1) return { type: 'refused', refusal: 'busy' }
          if (what === 2) return nodes(inventedBy(dice))
          return politely(request, dice.some(contacts, 8))
        }
        const startedAt = company.solo.now
        company.settle((engine, now) => engine.find(now, target))
        // At most 512 are asked, eight at once, and nobody is waited for longer than 237 ms.
        expect(company.solo.now - startedAt).toBeLessThan((512 / 8) * 250)
      }),
      { numRuns: 15 },
    )
  })
})

/** Eight contacts that do not exist, nearer to the target than anybody. */
function inventedBy(dice: Dice): Contact[] {
  return numbers(1, 8).map(() => {
    const bytes = new Uint8Array(32)
    for (let i = 4; i < 32; i++) bytes[i] = dice.below(256)
    const key = Key.fromBytes(bytes)
    return { key, address: `memory:${key.toHex()}` }
  })
}

describe('a round without progress', () => {
  const known = some(...numbers(10, 29))

  test('C.1.2 a round without progress has all the rest of the k closest asked at once', () => {
    const solo = finding(known, { k: 20, alpha: 3 })
    expect(addressesOfRequests(solo)).toEqual(memory(10, 11, 12))
    const askedAfter = (number: number, listed: Contact[]) => {
      const before = solo.requests.length
      solo.list(contactAt(number), listed)
      return addressesOfRequests(solo).slice(before)
    }
    expect(askedAfter(10, some(30, 31))).toEqual(memory(13))
    expect(askedAfter(11, [])).toEqual(memory(14))
    expect(askedAfter(12, [])).toEqual(memory(...numbers(15, 29)))
  })

  test('C.1.2 as long as answers list somebody closer, no more than alpha are asked at once', () => {
    const solo = finding(known, { k: 20, alpha: 3 })
    const pending = () => solo.engine.snapshot(solo.now).pending.length
    for (const number of [10, 9, 8, 7, 6]) {
      expect(pending()).toBe(3)
      solo.list(contactAt(number), some(number - 1))
    }
    for (const number of [11, 12]) solo.list(contactAt(number), [])
    expect(pending()).toBe(3)
  })

  test('C.1.3 progress is measured by the closest contact seen, not by whoever answers', () => {
    const solo = finding(some(10, 50), { k: 4, alpha: 2 }, true)
    const widened = () =>
      solo.events.some((event) => event.type === 'lookup-step' && event.step.type === 'widened')
    // 40 is closer than the one that lists it, but not closer than 10.
    solo.list(contactAt(50), some(40))
    expect(widened()).toBe(false)
    solo.list(contactAt(10), [])
    expect(widened()).toBe(true)
  })

  test('C.1.3 no contact is dropped for being farther than the one that lists it', () => {
    const solo = finding(some(1), { k: 4, alpha: 1 })
    solo.list(contactAt(1), some(7, 6, 5))
    for (const number of [5, 6, 7]) solo.list(contactAt(number), [])
    expect(found(solo)).toEqual(memory(1, 5, 6, 7))
  })
})

test('C.1.1 a result is sorted by distance to the target, whoever answers first', () => {
  const random = seededRandomBytes(11)
  const contacts = numbers(1, 30).map((n) => ({ key: randomKey(random), address: `memory:${n}` }))
  const company = new Company({ contacts, rttMs: 20, config: { k: 5 } }).joined()
  const goal = randomKey(random)
  const all = [...contacts, company.solo.engine.self]
  const nearest = all.sort((a, b) => compareDistance(goal, a.key, b.key)).slice(0, 5)
  expect(foundIn(company.settle((engine, now) => engine.find(now, goal)))).toEqual(addressesOf(nearest))
})
