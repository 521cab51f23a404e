/** What is going to happen, the earliest first; of what happens at one instant, what was entered first. */

/** Something that happens at its time. */
export interface Happening {
  happen(): void
}

/** Time cut into slices, in each of which one node after the other goes on. */
export interface Slices {
  /** When the first one begins. */
  readonly beginning: number
  readonly ms: number
}

const INITIAL_ROOM = 256
/** Children of a place in the heap: four lie in one line of the cache, and halve the height against two. */
const ARITY = 4
/** More nodes than this no world has. */
const NODES = 2 ** 24

/**
 * A heap in columns, so that entering something makes no object.
 *
 * With slices, what happens in one slice comes up node by node, and only for one node in the order of time; what
 * belongs to no node is put off to the beginning of the next slice, and comes first there.
 */
export class Agenda {
  readonly #slices: Slices | undefined
  /** Which slice and node something belongs to, as one number; always 0 without slices. */
  #ranks = new Float64Array(INITIAL_ROOM)
  #times = new Float64Array(INITIAL_ROOM)
  #orders = new Float64Array(INITIAL_ROOM)
  readonly #happenings: Happening[] = []
  #entered = 0
  #takenAt = 0

  constructor(slices?: Slices) {
    this.#slices = slices
  }

  get size(): number {
    return this.#happenings.length
  }

  /** When the next thing happens, or with slices, when its slice begins; Infinity if nothing ever will. */
  get next(): number {
    if (this.#happenings.length === 0) return Number.POSITIVE_INFINITY
    if (this.#slices === undefined) return this.#times[0] ?? 0
    const { beginning, ms } = this.#slices
    return beginning + ms * Math.floor((this.#ranks[0] ?? 0) / NODES)
  }

  /** When that happens, or has happened, which was taken last. */
  get takenAt(): number {
    return this.#takenAt
  }

  /** Enters what happens at `at`, to the node of this number, or to none; at Infinity, nothing does. */
  enter(at: number, happening: Happening, node = 0): void {
    if (at === Number.POSITIVE_INFINITY) return
    const index = this.#happenings.length
    if (index === this.#times.length) this.#grow()
    this.#happenings.push(happening)
    const order = this.#entered++
    if (this.#slices === undefined) {
      this.#rise(index, 0, at, order, happening)
    } else {
      const { beginning, ms } = this.#slices
      const slice = Math.floor((at - beginning) / ms) + (node === 0 ? 1 : 0)
      const due = node === 0 ? beginning + ms * slice : at
      this.#rise(index, NODES * slice + node, due, order, happening)
    }
  }

  /** Takes out what happens next. */
  take(): Happening | undefined {
    const happenings = this.#happenings
    const first = happenings[0]
    this.#takenAt = this.#times[0] ?? 0
    const last = happenings.pop()
    const count = happenings.length
    if (last !== undefined && count > 0) {
      this.#sink(this.#ranks[count] ?? 0, this.#times[count] ?? 0, this.#orders[count] ?? 0, last)
    }
    return first
  }

  #rise(from: number, rank: number, at: number, order: number, happening: Happening): void {
    let index = from
    while (index > 0) {
      const parent = Math.floor((index - 1) / ARITY)
      const above = this.#ranks[parent] ?? 0
      // Whatever is above was entered before: on a tie it stays there.
      if (above < rank || (above === rank && (this.#times[parent] ?? 0) <= at)) break
      this.#copy(parent, index)
      index = parent
    }
    this.#set(index, rank, at, order, happening)
  }

  #sink(rank: number, at: number, order: number, happening: Happening): void {
    const count = this.#happenings.length
    // It is the last one while it sinks, in a place that is free.
    this.#ranks[count] = rank
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
    this.#set(index, rank, at, order, happening)
  }

  #before(a: number, b: number): boolean {
    const [aRank, bRank] = [this.#ranks[a] ?? 0, this.#ranks[b] ?? 0]
    if (aRank !== bRank) return aRank < bRank
    const [aAt, bAt] = [this.#times[a] ?? 0, this.#times[b] ?? 0]
    return aAt < bAt || (aAt === bAt && (this.#orders[a] ?? 0) < (this.#orders[b] ?? 0))
  }

  #copy(from: number, to: number): void {
    const happening = this.#happenings[from]
    if (happening === undefined) return
    this.#set(to, this.#ranks[from] ?? 0, this.#times[from] ?? 0, this.#orders[from] ?? 0, happening)
  }

  #set(index: number, rank: number, at: number, order: number, happening: Happening): void {
    this.#ranks[index] = rank
    this.#times[index] = at
    this.#orders[index] = order
    this.#happenings[index] = happening
  }

  #grow(): void {
    this.#ranks = doubled(this.#ranks)
    this.#times = doubled(this.#times)
    this.#orders = doubled(this.#orders)
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(2 * column.length)
  grown.set(column)
  return grown
}
