/** How often nobody answers a request before it has to be sent again: of late, and whoever was asked. */

/** A single silence tells so much; a dozen of them nearly all. */
const WEIGHT_OF_SILENCE = 1 / 8
/** An answer tells half of that: to ask one too few costs a timeout, to ask one too many a message. */
const WEIGHT_OF_ANSWER: number = WEIGHT_OF_SILENCE / 2
/** With this chance nobody who was asked answers in time. */
const ALL_SILENT = 0.002
/** It may be our own link that is down: then it helps nobody to ask ever more. */
const MOST_IN_ALPHA = 3

export class FirstTries {
  #silent = 0

  /** A request was answered before it was sent again. */
  answered(): void {
    this.#silent -= WEIGHT_OF_ANSWER * this.#silent
  }

  /** A request had to be sent again, or was given up. */
  silent(): void {
    this.#silent += WEIGHT_OF_SILENCE * (1 - this.#silent)
  }

  /** How many to ask at once, so that 499 times of 500 one of them answers in time: `alpha` to three times as many. */
  enough(alpha: number): number {
    const needed = this.#silent === 0 ? 1 : Math.ceil(Math.log(ALL_SILENT) / Math.log(this.#silent))
    return Math.min(Math.max(needed, alpha), MOST_IN_ALPHA * alpha)
  }
}
