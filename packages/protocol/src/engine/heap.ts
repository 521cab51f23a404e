/** Things of which the first in some order is wanted, while any of them may change or go. */

/** Something that stands in one heap at most, which notes here where. */
export interface Slotted {
  /** -1 where it stands in none. */
  slot: number
}

/**
 * A binary heap whose items know their slots: none is left behind, unlike in a `Timetable`, whose items can be
 * dismissed more cheaply but only be moved by a number that each of them has.
 */
export class Heap<T extends Slotted> {
  readonly #precedes: (a: T, b: T) => boolean
  readonly #items: T[] = []

  /** The order may depend on what changes, if `moved` is called before anything else is asked of the heap. */
  constructor(precedes: (a: T, b: T) => boolean) {
    this.#precedes = precedes
  }

  get size(): number {
    return this.#items.length
  }

  get first(): T | undefined {
    return this.#items[0]
  }

  add(item: T): void {
    this.#place(item, this.#items.length)
    this.#rise(item)
  }

  /** One that stands in no heap is left alone. */
  remove(item: T): void {
    const { slot } = item
    if (slot < 0) return
    item.slot = -1
    const last = this.#items.pop()
    if (last === undefined || last === item) return
    this.#place(last, slot)
    this.moved(last)
  }

  /** Its place in the order has changed. */
  moved(item: T): void {
    this.#rise(item)
    this.#sink(item)
  }

  #rise(item: T): void {
    while (item.slot > 0) {
      const parent = this.#items[(item.slot - 1) >>> 1]
      if (parent === undefined || !this.#precedes(item, parent)) return
      this.#swap(item, parent)
    }
  }

  #sink(item: T): void {
    for (;;) {
      const [left, right] = [this.#items[2 * item.slot + 1], this.#items[2 * item.slot + 2]]
      const child = left !== undefined && right !== undefined && this.#precedes(right, left) ? right : left
      if (child === undefined || !this.#precedes(child, item)) return
      this.#swap(item, child)
    }
  }

  #swap(a: T, b: T): void {
    const { slot } = a
    this.#place(a, b.slot)
    this.#place(b, slot)
  }

  #place(item: T, slot: number): void {
    this.#items[slot] = item
    item.slot = slot
  }
}
