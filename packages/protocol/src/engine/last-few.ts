/** The last few of many numbers: cheap to enter, and seldom looked for. */

export class LastFew {
  readonly #limit: number
  readonly #numbers: number[] = []
  #next = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Enters a number in place of the one that was entered longest ago, when there are as many as may be. */
  add(number: number): void {
    this.#numbers[this.#next] = number
    this.#next = (this.#next + 1) % this.#limit
  }

  has(number: number): boolean {
    return this.#numbers.includes(number)
  }
}
