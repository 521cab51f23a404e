import { expect, test } from 'vitest'
import { quantile, Tally } from '../src/statistics.ts'

test('a tally has the mean and its standard error', () => {
  const tally = new Tally()
  for (const value of [1, 2, 3, 4]) tally.add(value)
  expect(tally.mean).toBe(2.5)
  expect(tally.error).toBeCloseTo(Math.sqrt(5 / 3 / 4))
})

test('an empty tally is all zeros', () => {
  expect(new Tally()).toMatchObject({ count: 0, mean: 0, error: 0 })
})

test('a quantile is one of the values', () => {
  expect([0, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 2, 3, 4])
  expect(quantile([], 0.5)).toBe(0)
})
