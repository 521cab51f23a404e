import { describe, expect, test } from 'vitest'
import { FirstTries } from '../../src/engine/first-tries.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf } from '../support/records.ts'
import { Solo } from '../support/solo.ts'

/** So many first tries in turn, of which every so-manieth is silent. */
function after(tries: number, silentEvery: number): FirstTries {
  const firstTries = new FirstTries()
  for (const number of numbers(1, tries)) {
    if (number % silentEvery === 0) firstTries.silent()
    else firstTries.answered()
  }
  return firstTries
}

describe('how many are asked at once', () => {
  test('is alpha while all answer', () => {
    expect(new FirstTries().enough(3)).toBe(3)
    expect(after(1_000, 2_000).enough(3)).toBe(3)
  })

  test('is alpha when one in ten does not', () => {
    for (const tries of numbers(1_000, 1_010)) expect(after(tries, 10).enough(3)).toBe(3)
  })

  test('is more when every second does not, so that seldom all of them are silent', () => {
    for (const tries of numbers(1_000, 1_002)) {
      const enough = after(tries, 2).enough(3)
      expect(enough).toBeGreaterThanOrEqual(4)
      expect(enough).toBeLessThanOrEqual(5)
    }
  })

  test('is three times alpha when nobody answers, and no more', () => {
    expect(after(1_000, 1).enough(3)).toBe(9)
    expect(after(1_000, 1).enough(1)).toBe(3)
  })

  test('is alpha again a while after the last was silent', () => {
    const firstTries = after(1_000, 1)
    for (const _ of numbers(1, 40)) firstTries.answered()
    expect(firstTries.enough(3)).toBe(3)
  })
})

describe('a get', () => {
  /** Whom a new get asks at once, after as many pings of which so many were answered. */
  function askedAfter(pings: number, answered: number): number {
    const solo = new Solo({ self: contactAt(2 ** 31), config: { retries: 0 } })
    solo.meet(...numbers(1, 40).map((number) => contactAt(number)))
    for (const number of numbers(1, pings)) {
      solo.input((engine, now) => engine.call(now, contactAt(number), { type: 'ping' }))
      if (number > answered) solo.run(10_000)
      else solo.answer(solo.lastTo(`memory:${number}`), contactAt(number), { type: 'pong' })
    }
    solo.sent.length = 0
    solo.input((engine, now) => engine.get(now, keyAt(0)))
    return solo.requests.length
  }

  test('asks alpha contacts at once where all answer', () => {
    expect(askedAfter(12, 12)).toBe(3)
  })

  test('asks up to three times as many where many are silent', () => {
    expect(askedAfter(24, 0)).toBe(9)
  })

  test('learns also from those who were silent after it had its value', () => {
    const solo = new Solo({ self: contactAt(2 ** 31), config: { retries: 0 } })
    solo.meet(...numbers(1, 40).map((number) => contactAt(number)))
    const value = { type: 'value', value: bytesOf('hello'), ttlSeconds: 60, publication } as const
    for (const number of numbers(1, 10)) {
      solo.input((engine, now) => engine.get(now, keyAt(number)))
      const [first] = solo.takeRequests()
      if (first === undefined) throw new Error('nobody was asked')
      solo.answer(first, contactAt(Number(first.to.slice('memory:'.length))), value)
      solo.run(10_000)
    }
    solo.sent.length = 0
    solo.input((engine, now) => engine.get(now, keyAt(0)))
    expect(solo.requests.length).toBeGreaterThan(3)
  })
})
