import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../src/system-clock.ts'

const LONGEST_WAIT_MS = 15_000
const DAY_MS = 86_400_000

describe('systemClock under fake timers', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a call comes once, when its time has come, and not before', () => {
    const run = vi.fn()
    systemClock.schedule(systemClock.now() + 100, run)
    vi.advanceTimersByTime(99)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(DAY_MS)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('a time that has passed is called soon, but never inside schedule', () => {
    const run = vi.fn()
    systemClock.schedule(systemClock.now() - 1_000, run)
    systemClock.schedule(Number.NEGATIVE_INFINITY, run)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledTimes(2)
  })

  test('a wait that is made of several is not cut short', () => {
    const run = vi.fn()
    const waitMs = DAY_MS + 1_234
    systemClock.schedule(systemClock.now() + waitMs, run)
    vi.advanceTimersByTime(waitMs - 1)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('no timer is longer than 15 s: it may stand still while the machine sleeps', () => {
    const spy = vi.spyOn(globalThis, 'setTimeout')
    systemClock.schedule(Number.MAX_VALUE, () => {})
    expect(spy.mock.calls.map(([, ms]) => ms)).toEqual([LONGEST_WAIT_MS])
    spy.mockRestore()
  })

  test('a call at Infinity takes no timer', () => {
    const cancel = systemClock.schedule(Number.POSITIVE_INFINITY, () => expect.unreachable())
    expect(vi.getTimerCount()).toBe(0)
    cancel()
  })

  test('a cancelled call never comes; cancelling twice or afterwards is fine', () => {
    const run = vi.fn()
    const cancel = systemClock.schedule(systemClock.now() + 10, run)
    const cancelLong = systemClock.schedule(systemClock.now() + 2 * LONGEST_WAIT_MS, run)
    cancel()
    cancel()
    vi.advanceTimersByTime(LONGEST_WAIT_MS + 1)
    cancelLong()
    expect(vi.getTimerCount()).toBe(0)
    const cancelLate = systemClock.schedule(systemClock.now(), () => {})
    vi.advanceTimersByTime(1)
    cancelLate()
    expect(run).not.toHaveBeenCalled()
  })

  test('NaN is refused', () => {
    expect(() => systemClock.schedule(Number.NaN, () => {})).toThrow(RangeError)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('systemClock over a platform that wakes early', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  test('a timer that fires before its time is set again', () => {
    let nowMs = 1_000
    const waits: number[] = []
    let wake = () => {}
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    vi.stubGlobal('setTimeout', (run: () => void, ms: number) => {
      waits.push(ms)
      wake = run
    })
    const run = vi.fn()
    systemClock.schedule(performance.timeOrigin + 1_005.5, run)
    nowMs = 1_005
    wake()
    expect(run).not.toHaveBeenCalled()
    nowMs = 1_006
    wake()
    expect(run).toHaveBeenCalledTimes(1)
    expect(waits).toEqual([6, 1])
  })
})

test('systemClock stands at the wall clock and only runs forward', () => {
  const before = systemClock.now()
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000)
  for (let i = 0, last = before; i < 1_000; i++) {
    const now = systemClock.now()
    expect(now).toBeGreaterThanOrEqual(last)
    last = now
  }
})

test('the wall clock of systemClock is that of the system', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 42 })
  expect(systemClock.wall()).toBe(42)
  vi.useRealTimers()
})
