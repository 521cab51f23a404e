import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { ManualClock } from '../src/manual-clock.ts'
import { NaiveClock } from './naive-clock.ts'

describe('ManualClock', () => {
  test('has a wall clock that runs along, and can be set without moving anything else', () => {
    const clock = new ManualClock(1_000)
    const run = vi.fn()
    clock.schedule(1_500, run)
    expect(clock.wall()).toBe(1_000)
    clock.setWall(50)
    expect([clock.wall(), clock.now()]).toEqual([50, 1_000])
    clock.advance(400)
    expect([clock.wall(), clock.now()]).toEqual([450, 1_400])
    expect(run).not.toHaveBeenCalled()
    expect(() => clock.setWall(Number.NaN)).toThrow(RangeError)
  })

  test('starts at 0, or where it is told', () => {
    expect(new ManualClock().now()).toBe(0)
    expect(new ManualClock(1_700_000_000_000.5).now()).toBe(1_700_000_000_000.5)
  })

  test('a call sees its own time, and the advance ends at its target', () => {
    const clock = new ManualClock(10)
    const seen: number[] = []
    clock.schedule(30, () => seen.push(clock.now()))
    clock.schedule(20, () => seen.push(clock.now()))
    clock.advance(15)
    expect([seen, clock.now()]).toEqual([[20], 25])
    clock.advanceTo(100)
    expect([seen, clock.now()]).toEqual([[20, 30], 100])
  })

  test('a call due exactly at the target is made, one just after is not', () => {
    const clock = new ManualClock()
    const seen: string[] = []
    clock.schedule(50, () => seen.push('at'))
    clock.schedule(50.001, () => seen.push('after'))
    clock.advance(50)
    expect(seen).toEqual(['at'])
  })

  test('equal times are called in the order of scheduling', () => {
    const clock = new ManualClock()
    const seen: number[] = []
    for (let i = 0; i < 100; i++) clock.schedule(7, () => seen.push(i))
    clock.advance(7)
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i))
  })

  test('calls scheduled by calls take part in the same advance', () => {
    const clock = new ManualClock()
    const seen: number[] = []
    const tick = () => {
      seen.push(clock.now())
      clock.schedule(clock.now() + 10, tick)
    }
    clock.schedule(10, tick)
    clock.advance(45)
    expect(seen).toEqual([10, 20, 30, 40])
    expect(clock.nextAt()).toBe(50)
  })

  test('nothing is called inside schedule, and a time that has passed waits for the next advance', () => {
    const clock = new ManualClock(100)
    const seen: number[] = []
    clock.schedule(40, () => seen.push(clock.now()))
    expect(seen).toEqual([])
    expect(clock.nextAt()).toBe(40)
    clock.advance(0)
    expect(seen).toEqual([100])
  })

  test('a cancelled call never comes, and cancelling is idempotent, before and after', () => {
    const clock = new ManualClock()
    const seen: string[] = []
    const cancelA = clock.schedule(10, () => seen.push('a'))
    const cancelB = clock.schedule(10, () => seen.push('b'))
    clock.schedule(10, () => seen.push('c'))
    cancelA()
    cancelA()
    expect(clock.pending).toBe(2)
    clock.advance(10)
    cancelB()
    expect(seen).toEqual(['b', 'c'])
    expect(clock.pending).toBe(0)
  })

  test('a call can cancel another that is due at the same time', () => {
    const clock = new ManualClock()
    const seen: string[] = []
    clock.schedule(10, () => {
      seen.push('first')
      cancel()
    })
    const cancel = clock.schedule(10, () => seen.push('second'))
    clock.advance(10)
    expect(seen).toEqual(['first'])
  })

  test('runNext makes one call at its time, and says when there is none', () => {
    const clock = new ManualClock()
    const seen: number[] = []
    clock.schedule(20, () => seen.push(20))
    clock.schedule(10, () => seen.push(10))
    expect([clock.runNext(), clock.now(), seen]).toEqual([true, 10, [10]])
    expect([clock.runNext(), clock.now(), seen]).toEqual([true, 20, [10, 20]])
    expect([clock.runNext(), clock.now()]).toEqual([false, 20])
  })

  test('nextAt is Infinity when nothing is scheduled; Infinity is never reached', () => {
    const clock = new ManualClock()
    const cancel = clock.schedule(Number.POSITIVE_INFINITY, () => expect.unreachable())
    expect([clock.nextAt(), clock.pending, clock.runNext()]).toEqual([Number.POSITIVE_INFINITY, 0, false])
    cancel()
  })

  test('a call that throws stops the advance at its time and loses no other call', () => {
    const clock = new ManualClock()
    const seen: string[] = []
    clock.schedule(10, () => {
      throw new Error('oops')
    })
    clock.schedule(20, () => seen.push('later'))
    expect(() => clock.advance(30)).toThrow('oops')
    expect([clock.now(), clock.pending]).toEqual([10, 1])
    clock.advance(20)
    expect([seen, clock.now()]).toEqual([['later'], 30])
  })

  test('a call that advances further than the advance it is part of takes the clock there', () => {
    const clock = new ManualClock()
    clock.schedule(10, () => clock.advance(100))
    clock.advance(20)
    expect(clock.now()).toBe(110)
  })

  test('bad times are refused with their name and value', () => {
    const clock = new ManualClock(100)
    expect(() => new ManualClock(Number.NaN)).toThrow(
      new RangeError('startMs must be a finite number of milliseconds, got NaN'),
    )
    expect(() => clock.schedule(Number.NaN, () => {})).toThrow(
      new RangeError('at must be a time in milliseconds, got NaN'),
    )
    expect(() => clock.advance(-1)).toThrow(new RangeError('ms must not be negative, got -1'))
    expect(() => clock.advance(Number.POSITIVE_INFINITY)).toThrow(/^ms must be a finite number/)
    expect(() => clock.advanceTo(99)).toThrow(new RangeError('at must not be before now (100), got 99'))
    expect(() => clock.advanceTo(Number.NaN)).toThrow(/^at must be a finite number/)
    expect(clock.now()).toBe(100)
  })

  test('100,000 pending calls, every second one cancelled, are made in order', () => {
    const clock = new ManualClock()
    const seen: number[] = []
    const cancels: (() => void)[] = []
    for (let i = 0; i < 100_000; i++) {
      const at = (i * 7_919) % 100_003
      cancels.push(clock.schedule(at, () => seen.push(at)))
    }
    for (let i = 0; i < 100_000; i += 2) cancels[i]?.()
    expect(clock.pending).toBe(50_000)
    clock.advance(200_000)
    expect(seen.length).toBe(50_000)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})

/** What a program does with a clock: `spawn` schedules a call that schedules another `extra` ms later. */
type Step =
  | { do: 'schedule'; at: number }
  | { do: 'spawn'; at: number; extra: number }
  | { do: 'cancel'; which: number }
  | { do: 'advance'; ms: number }
  | { do: 'runNext' }

const time = fc.integer({ min: -5, max: 60 })
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('schedule' as const), at: time }) },
    fc.record({ do: fc.constant('spawn' as const), at: time, extra: fc.integer({ min: 0, max: 9 }) }),
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(40) }) },
    fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ do: fc.constant('runNext' as const) }),
  ),
  { maxLength: 80 },
)

test('ManualClock does what a naive list of calls does', () => {
  fc.assert(
    fc.property(steps, (program) => {
      expect(play(program, new ManualClock())).toEqual(play(program, new NaiveClock()))
    }),
    { numRuns: 500 },
  )
})

function play(program: readonly Step[], clock: ManualClock | NaiveClock): unknown[] {
  const log: unknown[] = []
  const cancels: (() => void)[] = []
  const schedule = (name: string, at: number, then?: () => void) => {
    const run = () => {
      log.push([name, clock.now(), clock.pending])
      then?.()
    }
    cancels.push(clock.schedule(at, run))
  }
  program.forEach((step, i) => {
    if (step.do === 'schedule') schedule(`call ${i}`, step.at)
    if (step.do === 'spawn') {
      schedule(`parent ${i}`, step.at, () => schedule(`child ${i}`, clock.now() + step.extra))
    }
    if (step.do === 'cancel') cancels[step.which]?.()
    if (step.do === 'advance') clock.advance(step.ms)
    if (step.do === 'runNext') log.push(clock.runNext())
    log.push([clock.now(), clock.nextAt(), clock.pending])
  })
  return log
}
