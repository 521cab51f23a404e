/** Spreads requests for chunks over the round trip, so that they do not come back in one heap. */

import { MAX_LOT } from './frame.ts'

/** RFC 9002, section 7.7: a little faster than the window a round trip; in slow start twice as fast. */
const GAIN = 1.25
const SLOW_START_GAIN = 2

/** A bucket of chunks that may be asked for at once: one lot at most, filled at the window's rate. */
export class Pacer {
  #chunks = MAX_LOT
  #filledAt = Number.NEGATIVE_INFINITY

  /** Chunks that may be asked for now. */
  allowance(now: number, rate: number): number {
    if (now > this.#filledAt) {
      this.#chunks = Math.min(MAX_LOT, this.#chunks + (now - this.#filledAt) * rate)
      this.#filledAt = now
    }
    return Math.floor(this.#chunks)
  }

  asked(chunks: number): void {
    this.#chunks -= chunks
  }

  /** When so many may be asked for. */
  readyAt(chunks: number, rate: number): number {
    return this.#filledAt + (chunks - this.#chunks) / rate
  }
}

/** Chunks a millisecond. Without a round-trip time nothing is paced. */
export function pace(window: number, slowStart: boolean, smoothedMs: number | undefined): number {
  if (smoothedMs === undefined) return Number.POSITIVE_INFINITY
  return ((slowStart ? SLOW_START_GAIN : GAIN) * window) / Math.max(smoothedMs, 0.01)
}
