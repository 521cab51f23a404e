/** How often nobody answers a request before it has to be sent again: of late, and whoever was asked. */

/** Each tells so much: what counts are the last two dozen or so. */
const WEIGHT = 1 / 16
/** With this chance nobody who was asked answers in time, and others are asked a little later. */
const ALL_SILENT = 0.05
/** It may be our own link that is down: then it helps nobody to ask ever more. */
const MOST_IN_ALPHA = 3

export class FirstTries {
  #silent = 0

  /** A request was answered before it was sent again. */
  answered(): void {
    this.#silent -= WEIGHT * this.#silent
  }

  /** A request had to be sent again, or was given up. */
  silent(): void {
    this.#silent += WEIGHT * (1 - this.#silent)
  }

  /** How many to ask at once, so that 19 times of 20 one of them answers in time: `alpha` to three times as many. */
  enough(alpha: number): number {
    const needed = this.#silent === 0 ? 1 : Math.ceil(Math.log(ALL_SILENT) / Math.log(this.#silent))
    return Math.min(Math.max(needed, alpha), MOST_IN_ALPHA * alpha)
  }
}
