import { expect, test } from 'vitest'
import { expectedBits } from '../../src/experiments/bits-gained.ts'

test('one contact gains two bits, and many what the asymptote says', () => {
  expect(expectedBits(1)).toBeCloseTo(2, 12)
  expect(expectedBits(20)).toBeCloseTo(5.69, 2)
  expect(expectedBits(1_000_000) - Math.log2(1_000_000)).toBeCloseTo(1.3327, 4)
})
