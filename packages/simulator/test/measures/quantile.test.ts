import { expect, test } from 'vitest'
import { mean, quantile } from '../../src/measures/quantile.ts'

test('a quantile is the value below which the share lies, whatever the order, and leaves the list as it is', () => {
  const values = [30, 10, 20, 100]
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([10, 20, 30, 100, 100])
  expect(values).toEqual([30, 10, 20, 100])
})

test('a quantile and a mean of nothing are no numbers', () => {
  expect([quantile([], 0.5), mean([])]).toEqual([Number.NaN, Number.NaN])
  expect(mean([1, 2, 6])).toBe(3)
})
