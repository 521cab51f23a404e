/** What is going to happen, the earliest first; of what happens at one instant, what was entered first. */

/** Something that happens at its time. */
export interface Happening {
  happen(): void
}

const INITIAL_ROOM = 256
/** Children of a place in the heap: four lie in one line of the cache, and halve the height against two. */
const ARITY = 4

/** A heap in three arrays, so that entering something makes no object. */
export class Agenda {
  #times = new Float64Array(INITIAL_ROOM)
  #orders = new Float64Array(INITIAL_ROOM)
  readonly #happenings: Happening[] = []
  #entered = 0

  get size(): number {
    return this.#happenings.length
  }

  /** When the next thing happens; Infinity if nothing ever will. */
  get next(): number {
    return this.#happenings.length === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] ?? 0)
  }

  /** Enters what happens at `at`; at Infinity, nothing does. */
  enter(at: number, happening: Happening): void {
    if (at === Number.POSITIVE_INFINITY) return
    const index = this.#happenings.length
    if (index === this.#times.length) this.#grow()
    this.#happenings.push(happening)
    this.#rise(index, at, this.#entered++, happening)
  }

  /** Takes out what happens next. */
  take(): Happening | undefined {
    const happenings = this.#happenings
    const first = happenings[0]
    const last = happenings.pop()
    const count = happenings.length
    if (last !== undefined && count > 0) {
      this.#sink(this.#times[count] ?? 0, this.#orders[count] ?? 0, last)
    }
    return first
  }

  #rise(from: number, at: number, order: number, happening: Happening): void {
    let index = from
    while (index > 0) {
      const parent = Math.floor((index - 1) / ARITY)
      // Whatever is above was entered before: on a tie it stays there.
      if ((this.#times[parent] ?? 0) <= at) break
      this.#copy(parent, index)
      index = parent
    }
    this.#set(index, at, order, happening)
  }

  #sink(at: number, order: number, happening: Happening): void {
    const count = this.#happenings.length
    let index = 0
    for (;;) {
      const first = ARITY * index + 1
      if (first >= count) break
      let least = first
      const end = Math.min(first + ARITY, count)
      for (let child = first + 1; child < end; child++) if (this.#before(child, least)) least = child
      const leastAt = this.#times[least] ?? 0
      if (at < leastAt || (at === leastAt && order < (this.#orders[least] ?? 0))) break
      this.#copy(least, index)
      index = least
    }
    this.#set(index, at, order, happening)
  }

  #before(a: number, b: number): boolean {
    const [aAt, bAt] = [this.#times[a] ?? 0, this.#times[b] ?? 0]
    return aAt < bAt || (aAt === bAt && (this.#orders[a] ?? 0) < (this.#orders[b] ?? 0))
  }

  #copy(from: number, to: number): void {
    const happening = this.#happenings[from]
    if (happening !== undefined) this.#set(to, this.#times[from] ?? 0, this.#orders[from] ?? 0, happening)
  }

  #set(index: number, at: number, order: number, happening: Happening): void {
    this.#times[index] = at
    this.#orders[index] = order
    this.#happenings[index] = happening
  }

  #grow(): void {
    const [times, orders] = [this.#times, this.#orders]
    this.#times = new Float64Array(2 * times.length)
    this.#orders = new Float64Array(2 * times.length)
    this.#times.set(times)
    this.#orders.set(orders)
  }
}
