/** Things that fall due at known times, the earliest first. */

/** Something with a due time. It may be moved: change `dueAt`, then add it again. */
export interface Due {
  dueAt: number
}

interface Slot<T> {
  readonly at: number
  readonly item: T
}

const MIN_SLOTS = 64

/**
 * A binary heap. An item that was moved or dismissed (`dueAt = Infinity`) leaves its old slot behind, which is
 * skipped when its time comes, or swept out with the others when they may be more than half of all slots. So both
 * cost nothing at once, and the table is never larger than twice what waits in it, or 64 slots.
 */
export class Timetable<T extends Due> {
  #heap: Slot<T>[] = []
  #sweepAt = MIN_SLOTS

  /** How many slots there are, those of moved and dismissed items among them. */
  get slots(): number {
    return this.#heap.length
  }

  /** Enters `item` at its `dueAt`; what is due at Infinity never comes up. */
  add(item: T): void {
    if (item.dueAt === Number.POSITIVE_INFINITY) return
    if (this.#heap.length >= this.#sweepAt) this.#sweep()
    const heap = this.#heap
    const slot = { at: item.dueAt, item }
    let index = heap.length
    heap.push(slot)
    while (index > 0) {
      const parent = (index - 1) >>> 1
      const above = heap[parent]
      if (above === undefined || above.at <= slot.at) break
      heap[index] = above
      index = parent
    }
    heap[index] = slot
  }

  /** When the next item falls due; Infinity if there is none. */
  get next(): number {
    return this.#first()?.at ?? Number.POSITIVE_INFINITY
  }

  /** Takes out the earliest item that is due by `now`, if there is one. */
  take(now: number): T | undefined {
    const first = this.#first()
    if (first === undefined || first.at > now) return undefined
    this.#pop()
    return first.item
  }

  #first(): Slot<T> | undefined {
    for (;;) {
      const first = this.#heap[0]
      if (first === undefined || first.at === first.item.dueAt) return first
      this.#pop()
    }
  }

  #sweep(): void {
    const live = this.#heap.filter(({ at, item }) => at === item.dueAt)
    // What is sorted is a heap.
    this.#heap = live.sort((a, b) => a.at - b.at)
    this.#sweepAt = Math.max(MIN_SLOTS, 2 * live.length)
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const leftSlot = heap[left]
      if (leftSlot === undefined) break
      const rightSlot = heap[right]
      const [child, slot] =
        rightSlot !== undefined && rightSlot.at < leftSlot.at ? [right, rightSlot] : [left, leftSlot]
      if (slot.at >= last.at) break
      heap[index] = slot
      index = child
    }
    heap[index] = last
  }
}
