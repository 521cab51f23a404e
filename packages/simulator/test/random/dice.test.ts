import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mean, quantile } from '../../src/measures/quantile.ts'
import { Dice, hash32 } from '../../src/random/dice.ts'

const DRAWS = 40_000

function draws<T>(draw: () => T, count: number = DRAWS): T[] {
  return Array.from({ length: count }, draw)
}

describe('dice', () => {
  test('of one seed give the same numbers, bytes and keys', () => {
    const shown = (seed: number) => {
      const dice = new Dice(seed)
      return [
        dice.word(),
        dice.next(),
        dice.below(1_000),
        dice.key().toHex(),
        ...dice.bytes(5),
        ...dice.sample([1, 2, 3, 4], 3),
      ]
    }
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(shown(seed)).toEqual(shown(seed))
      }),
    )
    expect(new Dice(1).word()).not.toBe(new Dice(2).word())
  })

  test('refuse a seed that is not a safe integer', () => {
    for (const seed of [0.5, Number.NaN, 2 ** 53]) expect(() => new Dice(seed)).toThrow(RangeError)
  })

  test('give numbers from 0 up to, but never, 1, evenly', () => {
    const dice = new Dice(1)
    const numbers = draws(() => dice.next())
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    expect(mean(numbers)).toBeCloseTo(0.5, 2)
    expect(quantile(numbers, 0.9)).toBeCloseTo(0.9, 2)
  })

  test('give each integer below a count as often as each other', () => {
    const dice = new Dice(2)
    const counts = new Array<number>(8).fill(0)
    for (const number of draws(() => dice.below(8))) counts[number] = (counts[number] ?? Number.NaN) + 1
    for (const count of counts) expect(count / DRAWS).toBeCloseTo(1 / 8, 2)
  })

  test('say yes as often as asked, never at 0, always at 1, and draw nothing for a chance of 0', () => {
    const dice = new Dice(3)
    expect(draws(() => dice.chance(0.3)).filter(Boolean).length / DRAWS).toBeCloseTo(0.3, 2)
    expect(draws(() => dice.chance(1), 1_000)).not.toContain(false)
    const [asked, unasked] = [new Dice(4), new Dice(4)]
    expect(draws(() => asked.chance(0), 1_000)).not.toContain(true)
    expect(asked.word()).toBe(unasked.word())
  })

  test('of an exponential distribution have its mean, its median and its memory', () => {
    const dice = new Dice(5)
    const times = draws(() => dice.exponential(100))
    expect(mean(times) / 100).toBeCloseTo(1, 1)
    expect(quantile(times, 0.5) / (100 * Math.LN2)).toBeCloseTo(1, 1)
    // Who has waited for 100 waits for as long again as everybody.
    const later = times.filter((time) => time > 100).map((time) => time - 100)
    expect(mean(later) / 100).toBeCloseTo(1, 1)
  })

  test.each([0.5, 1, 2])('of a Weibull distribution of shape %d have its quantiles and its mean', (shape) => {
    const dice = new Dice(6)
    const times = draws(() => dice.weibull(shape, 100))
    for (const share of [0.25, 0.5, 0.9]) {
      const expected = 100 * (-Math.log(1 - share)) ** (1 / shape)
      expect(quantile(times, share) / expected).toBeCloseTo(1, 1)
    }
    // The scale times the gamma function of 1 + 1 / shape, which is 2, 1 and sqrt(pi) / 2.
    const gamma = { 0.5: 2, 1: 1, 2: Math.sqrt(Math.PI) / 2 }[shape] ?? Number.NaN
    expect(mean(times) / (100 * gamma)).toBeCloseTo(1, 1)
  })

  test('of a Pareto distribution have its quantiles and its mean, and never less than its minimum', () => {
    const dice = new Dice(7)
    const times = draws(() => dice.pareto(3, 100))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(100)
    for (const share of [0.25, 0.5, 0.9]) {
      expect(quantile(times, share) / (100 / (1 - share) ** (1 / 3))).toBeCloseTo(1, 1)
    }
    expect(mean(times) / 150).toBeCloseTo(1, 1)
  })

  test('forked off draw for themselves: what one draws does not change what another gives', () => {
    const [parent, twin] = [new Dice(8), new Dice(8)]
    const [first, second] = [parent.fork(), parent.fork()]
    draws(() => first.word(), 100)
    draws(() => parent.word(), 100)
    twin.fork()
    const secondTwin = twin.fork()
    expect(draws(() => second.word(), 100)).toEqual(draws(() => secondTwin.word(), 100))
  })

  test('and their forks, and the forks of those, share no numbers', () => {
    const dice = new Dice(9)
    const [first, second] = [dice.fork(), dice.fork()]
    const all = [dice, first, second, first.fork(), second.fork(), new Dice(10).fork()]
    const words = all.flatMap((each) => draws(() => each.word(), 1_000))
    // 6,000 of 2^32: two are the same with a probability of 0.4 %, and with this seed none are.
    expect(new Set(words).size).toBe(words.length)
  })

  test('pick one of those there are, each as often, and refuse to pick from none', () => {
    const dice = new Dice(11)
    const picked = draws(() => dice.pick(['a', 'b', 'c', 'd']))
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(picked.filter((each) => each === name).length / DRAWS).toBeCloseTo(0.25, 2)
    }
    expect(() => dice.pick([])).toThrow(RangeError)
  })

  test('sample each at most once, as many as asked or all, and leave the list as it is', () => {
    fc.assert(
      fc.property(fc.integer(), fc.uniqueArray(fc.integer()), fc.nat(20), (seed, items, count) => {
        const before = [...items]
        const taken = new Dice(seed).sample(items, count)
        expect(taken).toHaveLength(Math.min(count, items.length))
        expect(new Set(taken).size).toBe(taken.length)
        for (const item of taken) expect(items).toContain(item)
        expect(items).toEqual(before)
      }),
    )
  })

  test('sample every order of every choice as often', () => {
    const dice = new Dice(12)
    const counts = new Map<string, number>()
    for (const order of draws(() => dice.sample(['a', 'b', 'c'], 2).join(''))) {
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual(['ab', 'ac', 'ba', 'bc', 'ca', 'cb'])
    for (const count of counts.values()) expect(count / DRAWS).toBeCloseTo(1 / 6, 2)
  })
})

test('hash32 gives 32 bits, and near inputs others', () => {
  const words = Array.from({ length: 2_000 }, (_, i) => hash32(i % 40, Math.floor(i / 40)))
  expect(new Set(words).size).toBe(words.length)
  expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true)
  expect(mean(words) / 2 ** 32).toBeCloseTo(0.5, 1)
})
