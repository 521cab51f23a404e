import { Dice } from '@kadkit/simulator'
import { expect, test } from 'vitest'
import { restOf } from '../../src/worlds/sessions.ts'

test('the rest of sessions that are all alike is half of one on average, and never more than one', () => {
  const dice = new Dice(1)
  const rests = Array.from({ length: 4_000 }, () => restOf(() => 1_000, 1_000, dice))
  expect(Math.max(...rests)).toBeLessThanOrEqual(1_000)
  expect(Math.min(...rests)).toBeGreaterThan(0)
  expect(mean(rests)).toBeCloseTo(500, -2)
})

test('the rest of exponential sessions is as long as one, for they know nothing of their age', () => {
  const dice = new Dice(2)
  const rests = Array.from({ length: 4_000 }, () =>
    restOf((chance) => chance.exponential(1_000), 1_000, dice),
  )
  expect(Math.abs(mean(rests) - 1_000)).toBeLessThan(60)
})

test('the rest of Weibull sessions of shape 1/2 is three times the mean: who is there has been for long', () => {
  const dice = new Dice(3)
  const rests = Array.from({ length: 8_000 }, () => restOf((chance) => chance.weibull(0.5, 500), 1_000, dice))
  expect(Math.abs(mean(rests) - 3_000)).toBeLessThan(300)
})

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
