/** A clock that a test moves by hand. */

import { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import { checkTime } from './time.ts'

/**
 * A clock that stands still until it is told to move. What falls due is called in order of time, and in order of
 * scheduling where times are equal, with `now()` at the time of each call. Calls that are scheduled by calls take
 * part; one that schedules itself again without delay would therefore never let `advance` return.
 *
 * A call that throws stops the advance with `now()` at its time; what has not been called yet stays scheduled.
 *
 * @example
 * const clock = new ManualClock()
 * clock.schedule(1_000, () => console.log(clock.now()))
 * clock.advance(5_000) // prints 1000; the clock then stands at 5000
 */
export class ManualClock implements Clock {
  readonly #agenda = new Agenda()
  #now: number
  #wallAhead = 0

  /** Stands at `startMs` milliseconds. @throws RangeError when that is not finite. */
  constructor(startMs = 0) {
    this.#now = checkFinite(startMs, 'startMs')
  }

  now(): number {
    return this.#now
  }

  /** As `now()`, until somebody sets it. */
  wall(): number {
    return this.#now + this.#wallAhead
  }

  /** Sets the wall clock to `at`, and moves nothing else. @throws RangeError when `at` is not finite. */
  setWall(at: number): void {
    this.#wallAhead = checkFinite(at, 'at') - this.#now
  }

  /** How many calls are scheduled and not cancelled; one at Infinity never comes and does not count. */
  get pending(): number {
    return this.#agenda.size
  }

  /** A time that has passed already means the next advance, even one of 0 ms. @throws RangeError when `at` is NaN. */
  schedule(at: number, run: () => void): () => void {
    if (checkTime(at) === Number.POSITIVE_INFINITY) return () => {}
    const appointment = this.#agenda.add(at, run)
    return () => this.#agenda.remove(appointment)
  }

  /** The time of the next scheduled call, which may have passed already; Infinity when there is none. */
  nextAt(): number {
    return this.#agenda.first?.at ?? Number.POSITIVE_INFINITY
  }

  /** Moves to the time of the next scheduled call and makes that one call; false when there is none. */
  runNext(): boolean {
    const next = this.#agenda.first
    if (next === undefined) return false
    this.#agenda.remove(next)
    this.#now = Math.max(this.#now, next.at)
    next.run()
    return true
  }

  /** Moves forward by `ms` milliseconds. @throws RangeError when `ms` is negative or not finite. */
  advance(ms: number): void {
    if (!(checkFinite(ms, 'ms') >= 0)) throw new RangeError(`ms must not be negative, got ${ms}`)
    this.advanceTo(this.#now + ms)
  }

  /** Moves forward to the time `at`. @throws RangeError when it has passed or is not finite. */
  advanceTo(at: number): void {
    if (checkFinite(at, 'at') < this.#now) {
      throw new RangeError(`at must not be before now (${this.#now}), got ${at}`)
    }
    while (this.nextAt() <= at) this.runNext()
    // A call may itself have advanced the clock, and further than this.
    this.#now = Math.max(this.#now, at)
  }
}

function checkFinite(ms: number, name: string): number {
  if (!Number.isFinite(ms)) {
    throw new RangeError(`${name} must be a finite number of milliseconds, got ${String(ms)}`)
  }
  return ms
}
