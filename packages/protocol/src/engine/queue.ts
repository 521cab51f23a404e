/** First in, first out. */

/** An array that is emptied gives up its memory, and every input of an engine fills one: so this one never is. */
export class Queue<T> {
  readonly #items: (T | undefined)[] = []
  #first = 0
  #end = 0

  push(item: T): void {
    this.#items[this.#end++] = item
  }

  /** Takes out the first item; undefined when there is none. */
  take(): T | undefined {
    if (this.#first === this.#end) return undefined
    const item = this.#items[this.#first]
    this.#items[this.#first++] = undefined
    if (this.#first === this.#end) {
      this.#first = 0
      this.#end = 0
    }
    return item
  }
}
