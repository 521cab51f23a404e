/** Time as a seam. */

/**
 * Time in milliseconds, as a number with fractions. It starts at the wall clock and then only runs forward, so
 * that a step of the system's clock moves no deadline.
 */
export interface Clock {
  now(): number
  /**
   * The wall clock, in milliseconds since 1970-01-01T00:00Z. It may be set forward and back at any time: no deadline may
   * rest on it. It is for what is written down, and read after a restart.
   */
  wall(): number
  /**
   * Calls `run` once, when `now()` has reached `at` or soon after: never early, never inside `schedule` itself,
   * and for Infinity never at all. The returned function cancels it, also twice and also afterwards.
   * @throws RangeError when `at` is NaN.
   */
  schedule(at: number, run: () => void): () => void
}
