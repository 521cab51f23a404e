import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Claim, Quota } from '../../src/engine/quota.ts'
import { keyAt, numbers } from '../support/contacts.ts'
import { NaiveQuota } from '../support/naive-quota.ts'

/** Seen from the key 0, `2 ** n` to `2 ** (n + 1) - 1` are in one bucket, and greater numbers are farther. */
const self = keyAt(0)
const limits = { maxValues: 4, maxValueBytesInSum: 1_000 }
const underWay = false

let quota: Quota

beforeEach(() => {
  quota = new Quota(self, limits)
})

function claim(number: number, source: string, shape: Partial<Claim> = {}): Claim {
  return { key: keyAt(number), valueBytes: 10, cached: false, expiresAt: 1_000, source, ...shape }
}

/** Takes these in, if there is nothing in their way. */
function hold(...claims: Claim[]): void {
  for (const each of claims) quota.set(each, { underWay })
}

/** The numbers of the keys that go for this one; undefined when it is refused. */
function displacedBy(newcomer: Claim): number[] | undefined {
  return quota.displacedBy(newcomer)?.map((key) => Number.parseInt(key.toHex().slice(0, 8), 16))
}

describe('who gives way', () => {
  test('is nobody while there is room, to the last value and the last byte', () => {
    hold(claim(1, 'a'), claim(2, 'a'), claim(3, 'a'))
    expect(displacedBy(claim(4, 'a', { valueBytes: 970 }))).toEqual([])
    expect(displacedBy(claim(4, 'b', { valueBytes: 971 }))).toBeUndefined()
    hold(claim(4, 'a'))
    expect(displacedBy(claim(5, 'b'))).toEqual([4])
  })

  test('is the source with the most values when those are too many, whatever their bytes', () => {
    hold(claim(1, 'a'), claim(2, 'a'), claim(3, 'a'), claim(9, 'b', { valueBytes: 900 }))
    expect(displacedBy(claim(8, 'c'))).toEqual([2])
  })

  test('is the source with the most bytes when those are too many, whatever its values', () => {
    hold(claim(8, 'a'), claim(9, 'a'), claim(1, 'b', { valueBytes: 900 }))
    expect(displacedBy(claim(10, 'c', { valueBytes: 100 }))).toEqual([1])
  })

  test('loses its cached copies first, then what is farthest by bucket, then what ends first', () => {
    hold(
      claim(1, 'a', { cached: true }),
      claim(8, 'a', { expiresAt: 900 }),
      claim(9, 'a', { expiresAt: 800 }),
      claim(15, 'a', { expiresAt: 850 }),
    )
    const order = numbers(1, 4).map(() => {
      const [first = 0] = displacedBy(claim(20, 'b')) ?? []
      quota.delete(keyAt(first))
      hold(claim(2, 'a', { expiresAt: 1_000 + first }))
      return first
    })
    expect(order.slice(0, 2)).toEqual([1, 9])
    quota = new Quota(self, limits)
    hold(claim(8, 'a', { expiresAt: 1 }), claim(16, 'a'), claim(1, 'a', { expiresAt: 2 }), claim(2, 'a'))
    expect(displacedBy(claim(3, 'b'))).toEqual([16])
  })

  test('is, one after the other, whoever is the heaviest then', () => {
    hold(claim(1, 'a', { valueBytes: 300 }), claim(2, 'a', { valueBytes: 200 }))
    hold(claim(4, 'b', { valueBytes: 400 }))
    // Both have 500 and 400: first 2 goes, then 4.
    expect(displacedBy(claim(9, 'c', { valueBytes: 350 }))).toEqual([2, 4])
  })

  test('is, of two that are equally heavy, the one with the farther value', () => {
    hold(claim(1, 'a'), claim(9, 'a'), claim(2, 'b'), claim(5, 'b'))
    expect(displacedBy(claim(20, 'c'))).toEqual([9])
    hold(claim(9, 'b', { valueBytes: 0 }), claim(7, 'a'))
    expect(quota.shares().find(({ source }) => source === 'b')).toEqual({ source: 'b', count: 3, bytes: 20 })
  })

  test('is not who has values on their way to the storage alone', () => {
    for (const number of numbers(1, 3)) quota.set(claim(number, 'a'), { underWay: true })
    hold(claim(9, 'b'))
    expect(displacedBy(claim(4, 'c'))).toBeUndefined()
    quota.set(claim(2, 'a'), { underWay })
    expect(displacedBy(claim(4, 'c'))).toEqual([2])
  })

  test('is not the value that is replaced: that one goes anyway', () => {
    hold(claim(1, 'a'), claim(2, 'a'), claim(3, 'a'), claim(4, 'b', { valueBytes: 970 }))
    expect(displacedBy(claim(4, 'c', { valueBytes: 970 }))).toEqual([])
    expect(displacedBy(claim(1, 'b', { valueBytes: 20 }))).toEqual([4])
    expect(displacedBy(claim(4, 'a', { valueBytes: 980 }))).toBeUndefined()
  })
})

describe('a newcomer', () => {
  test('of the heaviest source displaces only what is its own and less useful than itself', () => {
    hold(claim(2, 'a'), claim(8, 'a'), claim(9, 'a'), claim(64, 'b'))
    expect(displacedBy(claim(4, 'a'))).toHaveLength(1)
    expect(displacedBy(claim(4, 'a'))?.[0]).toBeGreaterThanOrEqual(8)
    expect(displacedBy(claim(10, 'a'))).toBeUndefined()
    expect(displacedBy(claim(16, 'a'))).toBeUndefined()
  })

  test('that is as useful as what would go is refused: who is there stays', () => {
    hold(claim(8, 'a'), claim(9, 'b'), claim(10, 'c'), claim(11, 'd'))
    expect(displacedBy(claim(12, 'e', { expiresAt: 9_000 }))).toBeUndefined()
    expect(displacedBy(claim(7, 'e'))).toHaveLength(1)
  })

  test('that makes its source as heavy as the heaviest competes with that one by nearness', () => {
    hold(claim(8, 'a', { expiresAt: 900 }), claim(9, 'a'), claim(1, 'b'), claim(2, 'c'))
    expect(displacedBy(claim(16, 'b'))).toBeUndefined()
    expect(displacedBy(claim(4, 'b'))).toHaveLength(1)
    expect(displacedBy(claim(16, 'd'))).toEqual([8])
  })

  test('that is a cached copy displaces cached copies alone', () => {
    hold(claim(8, 'a'), claim(9, 'a'), claim(10, 'a'), claim(11, 'a'))
    expect(displacedBy(claim(1, 'b', { cached: true }))).toBeUndefined()
    hold(claim(11, 'a', { cached: true }))
    expect(displacedBy(claim(1, 'b', { cached: true }))).toEqual([11])
    expect(displacedBy(claim(1, 'a', { cached: true }))).toEqual([11])
  })

  test('without a source is one of our own, who are a source like others', () => {
    hold(...numbers(1, 4).map((number) => ({ ...claim(number, 'a'), source: undefined })))
    expect(quota.shares()).toEqual([{ source: '', count: 4, bytes: 40 }])
    expect(displacedBy(claim(9, 'a'))).toHaveLength(1)
  })

  test('displaces at most 256 others, and one more for each 256 bytes; an offer is not counted to the end', () => {
    quota = new Quota(self, { maxValues: 1_000, maxValueBytesInSum: 1_000 })
    hold(...numbers(1, 999).map((number) => claim(number, 'a', { valueBytes: 1 })))
    expect(displacedBy(claim(5_000, 'b', { valueBytes: 257 }))).toHaveLength(256)
    expect(displacedBy(claim(5_000, 'b', { valueBytes: 259 }))).toBeUndefined()
    expect(quota.mayTake(claim(5_000, 'b', { valueBytes: 259 }))).toBe(true)
    expect(quota.mayTake(claim(5_000, 'a', { valueBytes: 259 }))).toBe(false)
    quota = new Quota(self, { maxValues: 10_000, maxValueBytesInSum: 10_000 })
    hold(...numbers(1, 9_999).map((number) => claim(number, 'a', { valueBytes: 1 })))
    expect(displacedBy(claim(20_000, 'b', { valueBytes: 257 }))).toHaveLength(256)
    expect(displacedBy(claim(20_000, 'b', { valueBytes: 258 }))).toHaveLength(257)
    expect(displacedBy(claim(20_000, 'b', { valueBytes: 259 }))).toBeUndefined()
  })

  test('is refused where nothing may be held, or not so much', () => {
    quota = new Quota(self, { maxValues: 0, maxValueBytesInSum: 10 })
    expect([displacedBy(claim(1, 'a')), quota.mayTake(claim(1, 'a'))]).toEqual([undefined, false])
    quota = new Quota(self, limits)
    hold(claim(1, 'a', { valueBytes: 1_000 }))
    expect([displacedBy(claim(1, 'a', { valueBytes: 1_001 }))]).toEqual([undefined])
  })
})

const commands = fc.array(
  fc.record({
    type: fc.constantFrom(
      'take' as const,
      'take' as const,
      'take' as const,
      'settle' as const,
      'delete' as const,
    ),
    number: fc.oneof(fc.nat(7), fc.nat(60)),
    source: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    valueBytes: fc.oneof(fc.constant(10), fc.nat(40)),
    cached: fc.boolean(),
    underWay: fc.boolean(),
  }),
  { minLength: 30, maxLength: 80, size: 'max' },
)

test('whatever comes and goes, a quota decides and counts as looking at every value does, and is never exceeded', () => {
  const most = { maxValues: 9, maxValueBytesInSum: 120 }
  let [refused, displaced] = [0, 0]
  fc.assert(
    fc.property(commands, (sequence) => {
      const [kept, naive] = [new Quota(self, most), new NaiveQuota(self, most)]
      for (const [at, command] of sequence.entries()) {
        const { type, number, underWay, ...shape } = command
        const newcomer = { ...shape, key: keyAt(number), expiresAt: at + 1 }
        if (type === 'delete') {
          kept.delete(newcomer.key)
          naive.delete(newcomer.key)
        } else if (type === 'settle') {
          const before = naive.get(newcomer.key)
          if (before !== undefined) kept.set(before, { underWay: false })
          naive.settle(newcomer.key)
        } else {
          const expected = naive.displacedBy(newcomer)
          const keys = kept.displacedBy(newcomer)
          expect(keys?.map(String)).toEqual(expected?.map(String))
          expect(kept.mayTake(newcomer)).toBe(expected !== undefined)
          for (const key of keys ?? []) {
            kept.delete(key)
            naive.delete(key)
          }
          if (keys === undefined) refused++
          else displaced += keys.length
          if (keys !== undefined) {
            kept.set(newcomer, { underWay })
            naive.set(newcomer, underWay)
          }
        }
        const bySource = (a: { source: string }, b: { source: string }) => (a.source < b.source ? -1 : 1)
        expect(kept.shares().sort(bySource)).toEqual(naive.shares().sort(bySource))
        expect([kept.count, kept.bytes]).toEqual([naive.count, naive.bytes])
        expect(kept.count).toBeLessThanOrEqual(most.maxValues)
        expect(kept.bytes).toBeLessThanOrEqual(most.maxValueBytesInSum)
      }
    }),
    { numRuns: 120 },
  )
  // Otherwise nothing was tried.
  expect(Math.min(refused, displaced)).toBeGreaterThan(300)
})
