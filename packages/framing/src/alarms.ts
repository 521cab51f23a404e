/** What is to be looked at when, in machines that have no timers. */

import { ManualClock } from '@kadkit/clock'

/** One alarm cannot ring again sooner, so that a ring that sets its alarm anew ends. */
const LEAST_WAIT_MS = 1

/**
 * One thing that may fall due. It rings at its time or before: whoever hears it looks what is due, and sets it
 * anew.
 */
export interface Alarm {
  /** Rings by this time; Infinity changes nothing. An earlier time that it was set to before stays. */
  set(at: number): void
  /** Never rings again, until it is set. */
  cancel(): void
}

/**
 * All alarms of a machine, on a clock that its owner moves. A deadline that only moves away, as most do with each
 * datagram, costs nothing: the alarm rings at the old time, and is set anew once.
 */
export class Alarms {
  readonly #clock: ManualClock
  #now: number

  constructor(now: number) {
    this.#clock = new ManualClock(now)
    this.#now = now
  }

  /** When to advance; Infinity if never. */
  get deadline(): number {
    return this.#clock.nextAt()
  }

  /** Rings all that is due. Time never runs backwards here. */
  advance(now: number): void {
    this.#now = Math.max(this.#now, now)
    this.#clock.advanceTo(this.#now)
  }

  alarm(ring: (now: number) => void): Alarm {
    let setTo = Number.POSITIVE_INFINITY
    let stop = () => {}
    return {
      set: (at) => {
        const time = Math.max(at, this.#now + LEAST_WAIT_MS)
        if (time >= setTo) return
        stop()
        setTo = time
        stop = this.#clock.schedule(time, () => {
          setTo = Number.POSITIVE_INFINITY
          ring(this.#now)
        })
      },
      cancel: () => {
        stop()
        setTo = Number.POSITIVE_INFINITY
      },
    }
  }
}
