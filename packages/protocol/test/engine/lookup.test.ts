import { describe, expect, test } from 'vitest'
import { type Hint, Lookup } from '../../src/engine/lookup.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'

const HOUR_MS = 3_600_000
const target = keyAt(0)

function lookupOf(known: readonly number[], { k = 20, alpha = 3, hedged = false } = {}): Lookup {
  const lookup = new Lookup(target, { k, alpha, hedged, staleAfterMs: HOUR_MS })
  for (const number of known) lookup.learn(contactAt(number))
  return lookup
}

/** All that may be asked now. */
function asked(lookup: Lookup): string[] {
  const contacts = []
  for (let next = lookup.next(); next !== undefined; next = lookup.next()) contacts.push(next)
  return addressesOf(contacts)
}

const memory = (...each: number[]) => each.map((number) => `memory:${number}`)
const hints = (...each: number[]): Hint[] => each.map((number) => contactAt(number))

describe('whom a lookup asks', () => {
  test('the nearest first, alpha of them at once', () => {
    const lookup = lookupOf([5, 3, 9, 1, 7])
    expect(asked(lookup)).toEqual(memory(1, 3, 5))
    lookup.answered(contactAt(3), hints(2))
    expect(asked(lookup)).toEqual(memory(2))
    expect(asked(lookup)).toEqual([])
  })

  test('nobody beyond the k closest that have not failed', () => {
    const lookup = lookupOf(numbers(1, 6), { k: 2, alpha: 3 })
    expect(asked(lookup)).toEqual(memory(1, 2))
    lookup.failed(contactAt(1))
    expect(asked(lookup)).toEqual(memory(3))
  })

  test('one that is slow gives its slot, and its place among the k, to the next', () => {
    const lookup = lookupOf(numbers(1, 9), { k: 4, alpha: 2 })
    expect(asked(lookup)).toEqual(memory(1, 2))
    lookup.slow(contactAt(1))
    expect(asked(lookup)).toEqual(memory(3))
    lookup.slow(contactAt(1))
    expect(asked(lookup)).toEqual([])
  })

  test('that is hedged: two others for each that is slow, k at once and no more, and it does not widen', () => {
    const lookup = lookupOf(numbers(1, 40), { k: 8, alpha: 2, hedged: true })
    expect(asked(lookup)).toEqual(memory(1, 2))
    lookup.slow(contactAt(1))
    expect(asked(lookup)).toEqual(memory(3, 4))
    lookup.slow(contactAt(2))
    expect(asked(lookup)).toEqual(memory(5, 6))
    for (const number of [3, 4, 5, 6]) lookup.slow(contactAt(number))
    expect(asked(lookup)).toEqual(memory(...numbers(7, 14)))
    for (const number of numbers(7, 14)) lookup.slow(contactAt(number))
    expect(asked(lookup)).toHaveLength(8)
    expect(lookup.widened).toBe(false)
  })

  test('that is hedged: all of the k closest after answers that brought nothing closer, as any other', () => {
    const lookup = lookupOf(numbers(1, 40), { k: 8, alpha: 2, hedged: true })
    for (const number of [1, 2]) {
      asked(lookup)
      lookup.answered(contactAt(number))
    }
    expect(lookup.widened).toBe(true)
    expect(asked(lookup)).toEqual(memory(4, 5, 6, 7, 8))
  })

  test('all remaining of the k closest at once, after alpha answers in a row that brought nothing closer', () => {
    const lookup = lookupOf(numbers(10, 40), { k: 20, alpha: 3 })
    expect(asked(lookup)).toEqual(memory(10, 11, 12))
    for (const number of [10, 11]) lookup.answered(contactAt(number), hints(50 + number))
    expect(lookup.widened).toBe(false)
    lookup.answered(contactAt(12), hints(9))
    expect(lookup.widened).toBe(false)
    expect(asked(lookup)).toEqual(memory(9, 13, 14))
    for (const number of [13, 14]) lookup.answered(contactAt(number), hints(15))
    expect(lookup.widened).toBe(false)
    lookup.answered(contactAt(9))
    expect(lookup.widened).toBe(true)
    expect(asked(lookup)).toEqual(memory(...numbers(15, 28)))
  })

  test('slow and failed ones count for a round without progress, each once', () => {
    const lookup = lookupOf(numbers(1, 30), { alpha: 3 })
    asked(lookup)
    lookup.slow(contactAt(1))
    lookup.failed(contactAt(1))
    lookup.failed(contactAt(2))
    expect(lookup.widened).toBe(false)
    lookup.slow(contactAt(3))
    expect(lookup.widened).toBe(true)
  })

  test('progress ends the widening', () => {
    const lookup = lookupOf(numbers(10, 40), { alpha: 1 })
    asked(lookup)
    lookup.answered(contactAt(10))
    expect(lookup.widened).toBe(true)
    expect(asked(lookup)).toHaveLength(19)
    lookup.answered(contactAt(20), hints(1))
    expect(lookup.widened).toBe(false)
    expect(asked(lookup)).toEqual([])
  })

  test('those that were silent for long after all others of the k closest, but before it is done', () => {
    const lookup = lookupOf([], { k: 3, alpha: 1 })
    lookup.learn({ ...contactAt(1), ageMs: HOUR_MS + 1 })
    lookup.learn({ ...contactAt(2), ageMs: HOUR_MS })
    lookup.learn({ ...contactAt(3) })
    lookup.learn({ ...contactAt(4) })
    const order: string[] = []
    for (let next = lookup.next(); next !== undefined; next = lookup.next()) {
      order.push(next.address)
      expect(lookup.done).toBe(false)
      lookup.answered(next)
    }
    expect(order).toEqual(memory(2, 3, 1))
    expect(lookup.done).toBe(true)
  })

  test('one of which a fresher report came is not asked last any more', () => {
    const lookup = lookupOf([], { k: 3, alpha: 1 })
    lookup.learn({ ...contactAt(1), ageMs: 2 * HOUR_MS })
    lookup.learn(contactAt(2))
    lookup.learn({ ...contactAt(1), ageMs: 1_000 })
    expect(asked(lookup)).toEqual(memory(1))
  })
})

describe('a lookup and the same key at several addresses', () => {
  const at = (address: string) => contactAt(7, address)

  test('asks another address when the first one fails, and each only once', () => {
    const lookup = lookupOf([], { alpha: 1 })
    lookup.learn(at('a:1'))
    lookup.learn(at('b:1'))
    expect(asked(lookup)).toEqual(['a:1'])
    lookup.failed(at('a:1'))
    expect(lookup.done).toBe(false)
    expect(asked(lookup)).toEqual(['b:1'])
    lookup.failed(at('b:1'))
    expect(lookup.done).toBe(true)
    lookup.learn(at('a:1'))
    lookup.learn(at('b:1'))
    expect(asked(lookup)).toEqual([])
    lookup.learn(at('c:1'))
    expect(asked(lookup)).toEqual(['c:1'])
  })

  test('asks at most three, however many are offered, before or after failing', () => {
    const lookup = lookupOf([], { alpha: 1 })
    for (const n of numbers(1, 50)) lookup.learn(at(`a:${n}`))
    const seen: string[] = []
    for (const n of numbers(51, 100)) {
      for (const address of asked(lookup)) {
        seen.push(address)
        lookup.failed(at(address))
      }
      lookup.learn(at(`a:${n}`))
    }
    expect(seen).toEqual(['a:1', 'a:2', 'a:3'])
  })

  test('does not ask one that has answered at another address', () => {
    const lookup = lookupOf([], { alpha: 1 })
    lookup.learn(at('a:1'))
    expect(asked(lookup)).toEqual(['a:1'])
    lookup.answered(at('a:1'))
    lookup.learn(at('b:1'))
    expect(asked(lookup)).toEqual([])
    expect(lookup.closest).toEqual([at('a:1')])
  })

  test('takes the late answer of the first address while the second is asked', () => {
    const lookup = lookupOf([], { alpha: 1 })
    lookup.learn(at('a:1'))
    lookup.learn(at('b:1'))
    asked(lookup)
    lookup.failed(at('a:1'))
    asked(lookup)
    expect(lookup.answered(at('a:1'), hints(3))).toBe(1)
    lookup.failed(at('b:1'))
    expect(lookup.closest).toEqual([at('a:1')])
    expect(asked(lookup)).toEqual(memory(3))
  })

  test('does not free a slot for what an earlier address does late', () => {
    const lookup = lookupOf([8, 9, 10], { alpha: 2 })
    lookup.learn(at('a:1'))
    lookup.learn(at('b:1'))
    expect(asked(lookup)).toEqual(['a:1', 'memory:8'])
    lookup.failed(at('a:1'))
    expect(asked(lookup)).toEqual(['b:1'])
    lookup.slow(at('a:1'))
    lookup.failed(at('a:1'))
    expect(asked(lookup)).toEqual([])
  })
})

describe('when a lookup is done', () => {
  test('at once, if it knows nobody', () => {
    expect(lookupOf([]).done).toBe(true)
  })

  test('when the k closest have all answered, and not before', () => {
    const lookup = lookupOf(numbers(1, 5), { k: 3, alpha: 3 })
    asked(lookup)
    lookup.answered(contactAt(2))
    lookup.answered(contactAt(3))
    expect(lookup.done).toBe(false)
    lookup.answered(contactAt(1))
    expect(lookup.done).toBe(true)
    expect(lookup.closest).toEqual([1, 2, 3].map((n) => contactAt(n)))
  })

  test('not while one of the k closest is slow, though others beyond it have answered', () => {
    const lookup = lookupOf(numbers(1, 5), { k: 2, alpha: 1 })
    asked(lookup)
    lookup.slow(contactAt(1))
    for (const address of [...asked(lookup), ...asked(lookup)]) {
      lookup.answered({ key: contactAt(Number(address.slice(7))).key, address })
    }
    for (const address of asked(lookup)) lookup.answered(contactAt(Number(address.slice(7))))
    expect(lookup.done).toBe(false)
    lookup.failed(contactAt(1))
    expect(lookup.done).toBe(true)
    expect(addressesOf(lookup.closest)).toEqual(memory(2, 3))
  })

  test('failed ones leave the k closest, and return when they answer late', () => {
    const lookup = lookupOf(numbers(1, 3), { k: 2, alpha: 3 })
    asked(lookup)
    lookup.answered(contactAt(2))
    lookup.failed(contactAt(1))
    expect(asked(lookup)).toEqual(memory(3))
    lookup.answered(contactAt(3))
    expect(addressesOf(lookup.closest)).toEqual(memory(2, 3))
    expect(lookup.answered(contactAt(1), hints(0))).toBe(1)
    expect(addressesOf(lookup.closest)).toEqual(memory(1, 2))
    expect(lookup.done).toBe(false)
  })

  test('an answer after it was slow counts like any other', () => {
    const lookup = lookupOf([2], { k: 2, alpha: 1 })
    asked(lookup)
    lookup.slow(contactAt(2))
    expect(lookup.answered(contactAt(2), hints(1))).toBe(1)
    expect(asked(lookup)).toEqual(memory(1))
    lookup.answered(contactAt(1))
    expect(lookup.done).toBe(true)
  })

  test('failing after an answer takes nothing back', () => {
    const lookup = lookupOf([1])
    asked(lookup)
    lookup.answered(contactAt(1))
    lookup.failed(contactAt(1))
    lookup.slow(contactAt(1))
    expect(lookup.closest).toEqual([contactAt(1)])
  })
})

describe('what a lookup takes from answers', () => {
  test('contacts that are farther than the one that lists them', () => {
    const lookup = lookupOf([5], { alpha: 1 })
    asked(lookup)
    expect(lookup.answered(contactAt(5), hints(8, 7, 6))).toBe(3)
    expect(asked(lookup)).toEqual(memory(6, 7, 8))
  })

  test('each contact once', () => {
    const lookup = lookupOf([5, 6])
    asked(lookup)
    expect(lookup.answered(contactAt(5), hints(5, 6, 7, 7))).toBe(1)
    expect(lookup.answered(contactAt(5), hints(8))).toBe(0)
  })

  test('one that was asked by others before: it is not asked again', () => {
    const lookup = lookupOf([])
    expect(lookup.answered(contactAt(4), hints(3, 5))).toBe(2)
    expect(asked(lookup)).toEqual(memory(3, 5))
    expect(addressesOf(lookup.closest)).toEqual(memory(4))
  })

  test('of thousands, the 10 k nearest', () => {
    const lookup = lookupOf(numbers(1_001, 6_000), { k: 2, alpha: 1 })
    let asks = 0
    for (let next = lookup.next(); next !== undefined; next = lookup.next()) {
      lookup.failed(next)
      asks++
    }
    expect(asks).toBe(20)
    expect(lookup.answered(contactAt(7_000))).toBe(0)
    expect(lookup.closest).toEqual([])
    expect(lookup.answered(contactAt(1_020), hints(9_000))).toBe(0)
    expect(addressesOf(lookup.closest)).toEqual(memory(1_020))
  })

  test('a waiting one that is pushed out by nearer ones frees its slot', () => {
    const lookup = lookupOf([500], { k: 1, alpha: 1 })
    expect(asked(lookup)).toEqual(memory(500))
    for (const number of numbers(1, 10)) lookup.learn(contactAt(number))
    expect(asked(lookup)).toEqual(memory(1))
    lookup.answered(contactAt(500), hints(0))
    expect(asked(lookup)).toEqual([])
  })
})

test('a lookup among liars who invent nearer and nearer contacts for ever ends after 512 questions', () => {
  const lookup = lookupOf([1_000_000], { k: 20, alpha: 3 })
  let asks = 0
  let nearest = 1_000_000
  for (let next = lookup.next(); next !== undefined; next = lookup.next()) {
    asks++
    lookup.answered(next, hints(...numbers(nearest - 20, --nearest)))
    nearest -= 20
  }
  expect(asks).toBe(512)
  expect(lookup.done).toBe(true)
})
