import { expect, test } from 'vitest'
import { Versions } from '../../src/engine/versions.ts'

test('versions are the time, and grow also while it stands still or goes back', () => {
  const versions = new Versions()
  expect([1_000.75, 1_000.8, 1_000, 5_000, 900].map((now) => versions.next(now))).toEqual([
    1_000, 1_001, 1_002, 5_000, 5_001,
  ])
})

test('the first version of a clock that begins with 0 is 1', () => {
  expect(new Versions().next(0)).toBe(1)
})
