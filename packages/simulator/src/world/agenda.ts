/** What is going to happen, the earliest first; of what happens at one instant, what was entered first. */

/** Something that happens at its time. */
export interface Happening {
  happen(): void
}

/** What worlds need of an agenda. */
export interface Schedule {
  /** How many things are going to happen. */
  readonly size: number
  /** When the next thing happens; Infinity if nothing ever will. */
  readonly next: number
  /** When that happens, or has happened, which was taken last. */
  readonly takenAt: number
  /** Enters what happens at `at`, to the node of this number, or to none; at Infinity, nothing does. */
  enter(at: number, happening: Happening, node?: number): void
  /** Takes out what happens next. */
  take(): Happening | undefined
}

const INITIAL_ROOM = 256
/** Children of a place in the heap: four lie in one line of the cache, and halve the height against two. */
const ARITY = 4

/** A heap in columns, so that entering something makes no object. */
export class Agenda implements Schedule {
  #times = new Float64Array(INITIAL_ROOM)
  #orders = new Float64Array(INITIAL_ROOM)
  readonly #happenings: Happening[] = []
  #entered = 0
  #takenAt = 0

  get size(): number {
    return this.#happenings.length
  }

  get next(): number {
    return this.#happenings.length === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] ?? 0)
  }

  get takenAt(): number {
    return this.#takenAt
  }

  enter(at: number, happening: Happening): void {
    if (at === Number.POSITIVE_INFINITY) return
    const index = this.#happenings.length
    if (index === this.#times.length) this.#grow()
    this.#happenings.push(happening)
    this.#rise(index, at, this.#entered++, happening)
  }

  take(): Happening | undefined {
    const happenings = this.#happenings
    const first = happenings[0]
    this.#takenAt = this.#times[0] ?? 0
    const last = happenings.pop()
    const count = happenings.length
    if (last !== undefined && count > 0) this.#sink(this.#times[count] ?? 0, this.#orders[count] ?? 0, last)
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
    // It is the last one while it sinks, in a place that is free.
    this.#times[count] = at
    this.#orders[count] = order
    let index = 0
    for (;;) {
      const first = ARITY * index + 1
      if (first >= count) break
      let least = first
      const end = Math.min(first + ARITY, count)
      for (let child = first + 1; child < end; child++) if (this.#before(child, least)) least = child
      if (this.#before(count, least)) break
      this.#copy(least, index)
      index = least
    }
    this.#set(index, at, order, happening)
  }

  #before(a: number, b: number): boolean {
    const times = this.#times
    const aAt = times[a] ?? 0
    const bAt = times[b] ?? 0
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
    this.#times = doubled(this.#times)
    this.#orders = doubled(this.#orders)
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(2 * column.length)
  grown.set(column)
  return grown
}
