/** The numbers of our own publications. */

/** The time in milliseconds, or one more than the last: so they grow, also while the clock stands still. */
export class Versions {
  #last = 0

  /** One of ours from before, maybe from a clock that was ahead of this one. */
  seen(version: number): void {
    this.#last = Math.max(this.#last, version)
  }

  next(now: number): number {
    this.#last = Math.max(Math.floor(now), this.#last + 1)
    return this.#last
  }
}
