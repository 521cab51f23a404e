import { expect, test } from 'vitest'
import { decimal, percent, rounded } from '../../src/report/decimal.ts'

test('thousands are parted by commas, and only before the point', () => {
  expect([0, 999, 1_000, 25_000, 1_234_567, 12_345.678_9].map(decimal)).toEqual([
    '0',
    '999',
    '1,000',
    '25,000',
    '1,234,567',
    '12,345.6789',
  ])
})

test('what binary fractions add is not shown', () => {
  expect(decimal(0.1 + 0.2)).toBe('0.3')
})

test('numbers are rounded to so many digits, and shares shown per hundred', () => {
  expect(rounded(1.234_56, 3)).toBe(1.235)
  expect([percent(0.123_45), percent(1, 2)]).toEqual(['12.3 %', '100.00 %'])
})
