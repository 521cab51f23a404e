import { describe, expect, test } from 'vitest'
import { RoundTrips } from '../../src/engine/round-trips.ts'

const wide = { initialTimeoutMs: 500, minTimeoutMs: 1, maxTimeoutMs: 60_000 }

describe('the timeout for a peer', () => {
  test('is what the configuration says while nothing has been measured', () => {
    expect(new RoundTrips(wide).timeoutMs('a:1')).toBe(500)
    expect(new RoundTrips({ ...wide, minTimeoutMs: 800 }).timeoutMs('a:1')).toBe(800)
    expect(new RoundTrips({ ...wide, maxTimeoutMs: 300 }).timeoutMs('a:1')).toBe(300)
  })

  test('follows RFC 6298 by the numbers', () => {
    const trips = new RoundTrips(wide)
    trips.measured('a:1', 100)
    // (2.2): SRTT = 100, RTTVAR = 50.
    expect(trips.timeoutMs('a:1')).toBe(300)
    trips.measured('a:1', 180)
    // (2.3): RTTVAR = 3/4 × 50 + 1/4 × |100 - 180| = 57.5, then SRTT = 7/8 × 100 + 1/8 × 180 = 110.
    expect(trips.timeoutMs('a:1')).toBeCloseTo(340, 9)
    trips.measured('a:1', 30)
    // RTTVAR = 3/4 × 57.5 + 1/4 × |110 - 30| = 63.125; SRTT = 7/8 × 110 + 1/8 × 30 = 100.
    expect(trips.timeoutMs('a:1')).toBeCloseTo(352.5, 9)
  })

  test('stays a quarter above the round trip of a link that never varies', () => {
    const trips = new RoundTrips(wide)
    for (let i = 0; i < 1_000; i++) trips.measured('a:1', 200)
    expect(trips.timeoutMs('a:1')).toBeCloseTo(250, 6)
  })

  test('stays within its bounds', () => {
    const trips = new RoundTrips({ ...wide, minTimeoutMs: 50, maxTimeoutMs: 4_000 })
    trips.measured('near:1', 0.1)
    trips.measured('far:1', 30_000)
    expect(trips.timeoutMs('near:1')).toBe(50)
    expect(trips.timeoutMs('far:1')).toBe(4_000)
  })

  test('is, for a stranger, what fits all peers together', () => {
    const trips = new RoundTrips({ ...wide, initialTimeoutMs: 1 })
    trips.measured('a:1', 100)
    trips.measured('b:1', 180)
    expect(trips.timeoutMs('c:1')).toBeCloseTo(340, 9)
    expect(trips.smoothedMs).toBeCloseTo(110, 9)
    expect([trips.timeoutMs('a:1'), trips.timeoutMs('b:1')]).toEqual([300, 540])
  })

  test('is, for a stranger, not less than in the beginning until eight answers have come', () => {
    const trips = new RoundTrips(wide)
    for (let i = 1; i <= 7; i++) {
      trips.measured('near:1', 20)
      expect(trips.timeoutMs('stranger:1')).toBe(500)
      expect(trips.timeoutMs('near:1')).toBeLessThan(100)
    }
    trips.measured('near:1', 20)
    expect(trips.timeoutMs('stranger:1')).toBe(trips.timeoutMs('near:1'))
  })

  test('is, for a stranger, more than in the beginning if the first answers were slower', () => {
    const trips = new RoundTrips(wide)
    trips.measured('far:1', 1_000)
    expect(trips.timeoutMs('stranger:1')).toBe(3_000)
  })
})

describe('when most answers have come', () => {
  test('is two variations after the smoothed time, however long a timeout is at least', () => {
    const trips = new RoundTrips({ ...wide, minTimeoutMs: 1_000 })
    trips.measured('a:1', 100)
    expect(trips.hedgeMs('a:1')).toBe(200)
    trips.measured('a:1', 180)
    expect(trips.hedgeMs('a:1')).toBeCloseTo(110 + 2 * 57.5, 9)
  })

  test('is not earlier than 10 ms after the smoothed time: the peer may be busy', () => {
    const trips = new RoundTrips(wide)
    for (let i = 0; i < 1_000; i++) trips.measured('a:1', 2)
    expect(trips.hedgeMs('a:1')).toBeCloseTo(12, 6)
    expect(trips.timeoutMs('a:1')).toBeCloseTo(2.5, 6)
  })

  test('is a quarter after it on a link that never varies, as the timeout', () => {
    const trips = new RoundTrips(wide)
    for (let i = 0; i < 1_000; i++) trips.measured('a:1', 200)
    expect(trips.hedgeMs('a:1')).toBeCloseTo(250, 6)
  })

  test('is, for a stranger, unknown until eight answers have come: not before its timeout', () => {
    const trips = new RoundTrips(wide)
    for (let i = 1; i <= 7; i++) {
      trips.measured('near:1', 20)
      expect(trips.hedgeMs('stranger:1')).toBe(500)
    }
    trips.measured('near:1', 20)
    expect(trips.hedgeMs('stranger:1')).toBeLessThan(100)
    expect(trips.hedgeMs('stranger:1')).toBe(trips.hedgeMs('near:1'))
  })
})

test('the smoothed time is unknown at first', () => {
  expect(new RoundTrips(wide).smoothedMs).toBeUndefined()
})

test('of more than 512 peers, the one that was measured longest ago is a stranger again', () => {
  const trips = new RoundTrips(wide)
  trips.measured('first:1', 1_000)
  trips.measured('second:1', 1_000)
  trips.measured('first:1', 1_000)
  for (let i = 0; i < 511; i++) trips.measured(`other:${i}`, 10)
  expect(trips.timeoutMs('first:1')).toBeGreaterThan(1_000)
  expect(trips.timeoutMs('second:1')).toBe(trips.timeoutMs('stranger:1'))
  trips.measured('last:1', 10)
  expect(trips.timeoutMs('first:1')).toBe(trips.timeoutMs('stranger:1'))
})
