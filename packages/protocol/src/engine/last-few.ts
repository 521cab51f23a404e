/** The last few of many things: cheap to enter, and seldom looked for. */

export class LastFew<T> {
  readonly #limit: number
  readonly #items: T[] = []
  #next = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Enters `item` in place of the one that was entered longest ago, when there are as many as may be. */
  add(item: T): void {
    this.#items[this.#next] = item
    this.#next = (this.#next + 1) % this.#limit
  }

  has(item: T): boolean {
    return this.#items.includes(item)
  }
}
