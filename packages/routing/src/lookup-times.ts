/** When a lookup last went through each bucket: what tells which of them need a refresh. */

/** Times by bucket index, in milliseconds of the caller's clock. */
export class LookupTimes {
  readonly #times: number[] = []

  /** A lookup went through bucket `index`. */
  touch(index: number, now: number): void {
    while (this.#times.length <= index) this.#times.push(Number.NEGATIVE_INFINITY)
    this.#times[index] = now
  }

  /** The indexes from 0 to `last` that were not touched at or after `before`. */
  idle(last: number, before: number): number[] {
    const indexes: number[] = []
    for (let index = 0; index <= last; index++) {
      if ((this.#times[index] ?? Number.NEGATIVE_INFINITY) < before) indexes.push(index)
    }
    return indexes
  }
}
