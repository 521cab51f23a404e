/** Time as a seam. */

/**
 * Time in milliseconds, as a number with fractions. It starts at the wall clock and then only runs forward, so
 * that a step of the system's clock moves no deadline.
 */
export interface Clock {
  now(): number
  /**
   * Calls `run` once, when `now()` has reached `at` or soon after: never early, never inside `schedule` itself,
   * and for Infinity never at all. The returned function cancels it, also twice and also afterwards.
   * @throws RangeError when `at` is NaN.
   */
  schedule(at: number, run: () => void): () => void
}
