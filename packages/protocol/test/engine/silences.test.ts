import { expect, test } from 'vitest'
import { Silences } from '../../src/engine/silences.ts'
import { numbers } from '../support/contacts.ts'

test('one that was asked in vain is left alone for a while, and no longer', () => {
  const silences = new Silences(60_000)
  expect(silences.covers(0, 'a:1', 0)).toBe(false)
  silences.began(1_000, 'a:1', 500)
  expect(silences.covers(1_000, 'a:1', 0)).toBe(true)
  expect(silences.covers(1_000, 'b:1', 0)).toBe(false)
  expect(silences.covers(60_999, 'a:1', 1_000)).toBe(true)
  expect(silences.covers(61_000, 'a:1', 1_000)).toBe(false)
})

test('it is asked at once when somebody has heard from it since', () => {
  const silences = new Silences(60_000)
  silences.began(1_000, 'a:1', 500)
  expect(silences.covers(2_000, 'a:1', 1_001)).toBe(false)
})

test('the wait doubles each time, up to 64 times the first, until it has answered', () => {
  const silences = new Silences(1_000)
  const waits = numbers(1, 9).map((round) => {
    const at = round * 1_000_000
    silences.began(at, 'a:1', at - 500)
    return numbers(0, 9)
      .map((power) => 1_000 * 2 ** power)
      .find((waitMs) => !silences.covers(at + waitMs, 'a:1', at))
  })
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 64_000, 64_000])
  silences.ended('a:1')
  expect(silences.covers(9_000_001, 'a:1', 0)).toBe(false)
  silences.began(10_000_000, 'a:1', 9_999_500)
  expect(silences.covers(10_001_000, 'a:1', 0)).toBe(false)
})

test('1,024 of them are remembered', () => {
  const silences = new Silences(60_000)
  for (const number of numbers(0, 1_024)) silences.began(0, `a:${number}`, 0)
  expect([silences.covers(1, 'a:0', 0), silences.covers(1, 'a:1', 0)]).toEqual([false, true])
})

test('what was asked before a silence was known says nothing new', () => {
  const silences = new Silences(60_000)
  expect(silences.began(1_000, 'a:1', 500)).toBe(true)
  expect([600, 1_000].map((askedAt) => silences.began(1_200, 'a:1', askedAt))).toEqual([false, false])
  expect(silences.covers(61_000, 'a:1', 0)).toBe(false)
  expect(silences.began(1_200, 'a:1', 1_001)).toBe(true)
})
