import { expect, test } from 'vitest'
import { seededRandom } from '../src/seeded-random.ts'

function draw(seed: number, count: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, random)
}

test('the same seed gives the same numbers, everywhere and for ever', () => {
  expect(draw(1, 3).map((number) => number * 2 ** 32)).toEqual([1_580_013_426, 350_525_680, 3_524_174_333])
  expect(draw(1, 1_000)).toEqual(draw(1, 1_000))
})

test('neighbouring seeds give different numbers', () => {
  const first = new Set([0, 1, 2, 3, -1, -2].map((seed) => draw(seed, 1)[0]))
  expect(first.size).toBe(6)
})

test('the numbers lie in 0 to 1, and evenly', () => {
  const numbers = draw(42, 100_000)
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  const tenths = new Array<number>(10).fill(0)
  for (const number of numbers) {
    const tenth = Math.floor(number * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  // 10,000 each, give or take five standard deviations.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475)
})
