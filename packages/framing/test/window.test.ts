import { expect, test } from 'vitest'
import { LEAST_WINDOW, Window } from '../src/window.ts'

const NEVER = Number.POSITIVE_INFINITY

/** One round trip of 50 ms in which a whole window arrives. */
function round(window: Window, now: number, rttMs = 50, full = true): number {
  const asked = now
  for (let left = window.size; left > 0; left--) {
    window.measured(now + rttMs, asked)
    window.arrived(now + rttMs, rttMs, full)
  }
  return now + rttMs
}

test('it begins with ten chunks and doubles each round trip', () => {
  const window = new Window()
  let now = 0
  const sizes = Array.from({ length: 4 }, () => {
    const { size } = window
    now = round(window, now)
    return size
  })
  expect(sizes).toEqual([10, 20, 40, 80])
})

test('a window that is not in use does not grow', () => {
  const window = new Window()
  round(window, 0, 50, false)
  expect(window.size).toBe(10)
})

test('a congestion takes three tenths of it, once a round trip, and ends slow start', () => {
  const window = new Window()
  let now = round(window, round(window, round(window, 0)))
  expect(window.size).toBe(80)
  window.lost(now, now - 10, NEVER)
  window.lost(now, now - 10, NEVER)
  window.lost(now, now - 1, NEVER)
  expect([window.size, window.slowStart]).toEqual([56, false])
  now = round(window, now)
  expect(window.size).toBeLessThan(60)
  window.lost(now, now, NEVER)
  expect(window.size).toBeLessThan(42)
})

test('it never falls below its least', () => {
  const window = new Window()
  for (let now = 0; now < 100; now++) window.lost(now, now, NEVER)
  expect(window.size).toBe(LEAST_WINDOW)
  window.collapsed(200)
  expect(window.size).toBe(LEAST_WINDOW)
})

test('after a collapse it comes back by slow start to three fifths of where it was', () => {
  const window = new Window()
  let now = round(window, round(window, round(window, 0)))
  window.collapsed(now)
  expect([window.size, window.slowStart]).toEqual([LEAST_WINDOW, true])
  for (let i = 0; i < 4; i++) now = round(window, now)
  expect(window.size).toBeGreaterThan(50)
  expect(window.slowStart).toBe(false)
})

test('losses of one chunk in a hundred are put down to chance, of one in ten not', () => {
  const [chance, congestion] = [new Window(), new Window()]
  for (let now = 1; now < 2_000; now++) {
    for (const [window, every] of [
      [chance, 100],
      [congestion, 10],
    ] as const) {
      window.arrived(now, 50, now < 30)
      if (now % every === 0) window.lost(now, now, 1)
    }
  }
  expect(chance.size).toBe(39)
  expect(congestion.size).toBe(LEAST_WINDOW)
})

test('a quiet time excuses no more than four losses at once', () => {
  const window = new Window()
  for (let now = 1; now < 10_000; now++) window.arrived(now, 50, false)
  window.lost(10_000, 9_999, 4)
  expect(window.size).toBe(10)
  window.lost(10_001, 10_000, 1)
  expect(window.size).toBe(7)
})

test('it grows back as CUBIC does: fast, then slowly near where it lost, then fast again', () => {
  const window = new Window()
  let now = 0
  for (let i = 0; i < 6; i++) now = round(window, now, 100)
  const before = window.size
  window.lost(now, now, NEVER)
  const sizes: number[] = [window.size]
  for (let i = 0; i < 160; i++) {
    now = round(window, now, 100)
    sizes.push(window.size)
  }
  // RFC 9438, section 4.2: K = cbrt(W_max × 0.3 / 0.4) seconds until it is back, 7.8 s here
  const back = sizes.findIndex((size) => size >= before - 1)
  expect(back / 10).toBeGreaterThan(5)
  expect(back / 10).toBeLessThan(9)
  const gain = (from: number) => (sizes[from + 15] ?? 0) - (sizes[from] ?? 0)
  expect(gain(0)).toBeGreaterThan(2 * gain(60))
  expect(gain(140)).toBeGreaterThan(2 * gain(70))
})

test('when round trips get longer, slow start slows down, and ends after five rounds', () => {
  const window = new Window()
  let now = round(window, round(window, 0))
  expect(window.size).toBe(40)
  now = round(window, now, 60)
  // the eighth sample shows it: from then on a quarter of a chunk for each that comes
  expect(window.size).toBe(40 + 7 + Math.floor(33 / 4))
  for (let i = 0; i < 5; i++) now = round(window, now, 70)
  expect(window.slowStart).toBe(false)
})

test('when round trips get shorter again, slow start goes on', () => {
  const window = new Window()
  let now = round(window, round(window, 0))
  now = round(window, now, 60)
  for (let i = 0; i < 3; i++) now = round(window, now, 50)
  expect(window.slowStart).toBe(true)
  expect(window.size).toBeGreaterThan(200)
})
