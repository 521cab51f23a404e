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
  #ranks = new Float64Array(0)
  #rank = 0
  /** What happens to the node whose turn it is. */
  readonly #times: number[] = []
  readonly #happenings: Happening[] = []
  #place = 0
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
    const isUnderWay = this.#place < this.#times.length || this.#rank < this.#ranks.length
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
    if (this.#place === this.#times.length) {
      if (this.#rank === this.#ranks.length) this.#open()
      this.#turn()
    }
    this.#size--
    this.#takenAt = this.#times[this.#place] ?? 0
    return this.#happenings[this.#place++]
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
    // Node and place as one number: numbers are sorted several times as fast as by a function that compares.
    this.#ranks = Float64Array.from(this.#slice?.nodes ?? [], (node, place) => node * MOST + place).sort()
    this.#rank = 0
  }

  /** Gives the turn to the next node of the slice. */
  #turn(): void {
    this.#times.length = 0
    this.#happenings.length = 0
    this.#place = 0
    const node = Math.floor((this.#ranks[this.#rank] ?? 0) / MOST)
    const end = (node + 1) * MOST
    for (let rank = this.#ranks[this.#rank]; rank !== undefined && rank < end; ) {
      const place = rank - node * MOST
      const happening = this.#slice?.happenings[place]
      if (happening !== undefined) this.#insert(this.#slice?.times[place] ?? 0, happening)
      rank = this.#ranks[++this.#rank]
    }
  }

  /** Enters what happens to the node whose turn it is. */
  #insert(at: number, happening: Happening): void {
    let place = this.#times.length
    this.#times.push(at)
    this.#happenings.push(happening)
    for (; place > this.#place && (this.#times[place - 1] ?? 0) > at; place--) {
      this.#times[place] = this.#times[place - 1] ?? 0
      this.#happenings[place] = this.#happenings[place - 1] ?? happening
    }
    this.#times[place] = at
    this.#happenings[place] = happening
  }
}
