/** What is going to happen, slice by slice of time; in a slice node by node, and only for one node in the order of time. */

import type { Happening, Schedule } from './agenda.ts'

/** Time cut into slices, in each of which one node after the other goes on. */
export interface Slices {
  /** When the first one begins. */
  readonly beginning: number
  readonly ms: number
}

/** What was entered for one slice, in columns. */
interface Slice {
  readonly number: number
  readonly nodes: number[]
  readonly times: number[]
  readonly happenings: Happening[]
}

const INITIAL_ROOM = 256
/** More entries than this has no slice, and more nodes no world. */
const MOST = 2 ** 24

/**
 * There is no order among what lies in later slices, so that entering costs the same however much waits. A slice is
 * put into the order of its nodes when it begins, and what happens to a node into the order of time when its turn comes.
 *
 * What belongs to no node is put off to the beginning of the next slice, and comes first there. What is entered for
 * the slice that is under way belongs to the node whose turn it is: no other can be reached in the same slice.
 */
export class SlicedAgenda implements Schedule {
  readonly #slices: Slices
  readonly #byNumber = new Map<number, Slice>()
  /** The numbers of the slices that are not yet under way, the last one first. */
  readonly #numbers: number[] = []
  #slice: Slice | undefined
  /** Where in the slice things were entered, each with the number of its node before it: see `#open`. */
  #ranks = new Float64Array(INITIAL_ROOM)
  #rank = 0
  #lastRank = 0
  /** What happens to the node whose turn it is. An array that is emptied gives up its memory; so these never are. */
  readonly #times: number[] = []
  readonly #happenings: (Happening | undefined)[] = []
  #place = 0
  #lastPlace = 0
  #size = 0
  #takenAt = 0

  constructor(slices: Slices) {
    this.#slices = slices
  }

  get size(): number {
    return this.#size
  }

  /** When the slice begins in which the next thing happens. */
  get next(): number {
    if (this.#size === 0) return Number.POSITIVE_INFINITY
    const isUnderWay = this.#place < this.#lastPlace || this.#rank < this.#lastRank
    const number = isUnderWay ? this.#slice?.number : this.#numbers.at(-1)
    return this.#slices.beginning + this.#slices.ms * (number ?? 0)
  }

  get takenAt(): number {
    return this.#takenAt
  }

  enter(at: number, happening: Happening, node = 0): void {
    if (at === Number.POSITIVE_INFINITY) return
    this.#size++
    const { beginning, ms } = this.#slices
    const number = Math.floor((at - beginning) / ms) + (node === 0 ? 1 : 0)
    if (this.#slice !== undefined && number <= this.#slice.number) {
      this.#insert(at, happening)
      return
    }
    const slice = this.#byNumber.get(number) ?? this.#add(number)
    slice.nodes.push(node)
    slice.times.push(node === 0 ? beginning + ms * number : at)
    slice.happenings.push(happening)
  }

  take(): Happening | undefined {
    if (this.#size === 0) return undefined
    if (this.#place === this.#lastPlace) {
      if (this.#rank === this.#lastRank) this.#open()
      this.#turn()
    }
    this.#size--
    const place = this.#place++
    const happening = this.#happenings[place]
    this.#happenings[place] = undefined
    this.#takenAt = this.#times[place] ?? 0
    return happening
  }

  #add(number: number): Slice {
    const slice: Slice = { number, nodes: [], times: [], happenings: [] }
    this.#byNumber.set(number, slice)
    let place = this.#numbers.length
    while (place > 0 && (this.#numbers[place - 1] ?? 0) < number) place--
    this.#numbers.splice(place, 0, number)
    return slice
  }

  /** Begins with the next slice: brings its nodes into order, and leaves what happens to each as it was entered. */
  #open(): void {
    const number = this.#numbers.pop() ?? 0
    this.#slice = this.#byNumber.get(number)
    this.#byNumber.delete(number)
    const nodes = this.#slice?.nodes ?? []
    if (nodes.length > this.#ranks.length) this.#ranks = new Float64Array(2 * nodes.length)
    // Node and place as one number: numbers are sorted several times as fast as by a function that compares.
    for (let place = 0; place < nodes.length; place++) this.#ranks[place] = (nodes[place] ?? 0) * MOST + place
    this.#ranks.subarray(0, nodes.length).sort()
    this.#rank = 0
    this.#lastRank = nodes.length
  }

  /** Gives the turn to the next node of the slice. */
  #turn(): void {
    this.#place = 0
    this.#lastPlace = 0
    const first = MOST * Math.floor((this.#ranks[this.#rank] ?? 0) / MOST)
    while (this.#rank < this.#lastRank) {
      const place = (this.#ranks[this.#rank] ?? 0) - first
      if (place >= MOST) return
      const happening = this.#slice?.happenings[place]
      if (happening !== undefined) this.#insert(this.#slice?.times[place] ?? 0, happening)
      this.#rank++
    }
  }

  /** Enters what happens to the node whose turn it is. */
  #insert(at: number, happening: Happening): void {
    let place = this.#lastPlace++
    for (; place > this.#place && (this.#times[place - 1] ?? 0) > at; place--) {
      this.#times[place] = this.#times[place - 1] ?? 0
      this.#happenings[place] = this.#happenings[place - 1]
    }
    this.#times[place] = at
    this.#happenings[place] = happening
  }
}
