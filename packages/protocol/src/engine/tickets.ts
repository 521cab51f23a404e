/** What waits for answers, by the numbers that it was given in turn. */

/** So many places that are left behind are not worth moving the others. */
const MIN_LEFT = 64

/**
 * Places in one array. A Map that holds hardly anything is made anew with each entry that leaves it; this one is that often
 * empty. What waits longest keeps the places of all that came after it.
 */
export class Tickets<T> {
  readonly #items: (T | undefined)[] = []
  /** The number of the first place. */
  #base = 1
  /** The place of what waits longest; those before it are empty. */
  #first = 0
  #end = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Returns its number: 1 for the first, and one more for each. */
  add(item: T): number {
    this.#items[this.#end] = item
    this.#size++
    return this.#base + this.#end++
  }

  /** What has this number, while it waits. */
  get(number: number): T | undefined {
    return this.#items[number - this.#base]
  }

  /** What has this number waits no more. */
  delete(number: number): void {
    const place = number - this.#base
    if (this.#items[place] === undefined) return
    this.#items[place] = undefined
    this.#size--
    while (this.#first < this.#end && this.#items[this.#first] === undefined) this.#first++
    if (this.#first === this.#end) this.#begin(this.#end)
    else if (this.#first >= MIN_LEFT && 2 * this.#first >= this.#end) {
      this.#items.splice(0, this.#first)
      this.#begin(this.#first)
    }
  }

  /** The number of what waits longest; undefined when nothing waits. */
  get oldest(): number | undefined {
    return this.#size === 0 ? undefined : this.#base + this.#first
  }

  /** So many places from the beginning are gone, or free again. */
  #begin(places: number): void {
    this.#base += places
    this.#end -= places
    this.#first = 0
  }
}
