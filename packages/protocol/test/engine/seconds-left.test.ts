import { expect, test } from 'vitest'
import { secondsLeft } from '../../src/engine/seconds-left.ts'

test.each([
  [1_000, 11_000, 10],
  [1_000, 10_999, 9],
  [1_000, 2_000, 1],
  [1_000, 1_999, 0],
  [1_000, 1_000, 0],
  [5_000, 1_000, 0],
])('from %d to %d ms there are %d whole seconds', (now, expiresAt, seconds) => {
  expect(secondsLeft(now, expiresAt)).toBe(seconds)
})
