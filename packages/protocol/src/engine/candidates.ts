/** The contacts that a lookup has heard of, nearest first: a small table, kept by columns. */

import { compareDistance, firstWordOf, type Key } from '@kadkit/key'

export type CandidateState =
  /** Not asked yet. */
  | 'fresh'
  /** Asked, and within its usual time. */
  | 'waiting'
  /** Asked, and past its usual time: it holds no slot, but its answer still counts. */
  | 'slow'
  | 'answered'
  | 'failed'

// A liar can offer many addresses for one key; trying them all would be its victim's work.
const MAX_ADDRESSES = 3

/**
 * Each candidate is a row, one for a key; where a row is means nothing, and `order` has the rows nearest first. A lookup
 * hears of a hundred contacts and asks twenty: an object for each would be most of what an engine leaves behind.
 */
export class Candidates {
  /** All rows, nearest first. */
  readonly order: number[] = []
  readonly keys: Key[] = []
  /** The address that is asked. */
  readonly addresses: string[] = []
  readonly states: CandidateState[] = []
  /** Silent for long, as all say that listed it: asked after the fresh ones. */
  readonly stale: boolean[] = []
  readonly #target: Key
  readonly #flip: number
  /** The first 32 bits of each candidate's distance, in the order of `order`: a search looks at hardly any key. */
  readonly #distances: number[] = []
  /**
   * Every address that was given for the key of a row, in that order, when there is more than one. Each is asked at
   * most once.
   */
  #choices: Map<number, string[]> | undefined

  constructor(target: Key) {
    this.#target = target
    // With the sign flipped, signed integers are in the order of unsigned ones.
    this.#flip = firstWordOf(target) ^ 0x80000000
  }

  /** The row of this key; -1 when there is none. */
  find(key: Key): number {
    return this.rowAt(this.placeOf(key), key)
  }

  /** The row at this place of `order`, if it has this key; else -1. */
  rowAt(place: number, key: Key): number {
    const row = this.order[place]
    return row !== undefined && this.keys[row]?.equals(key) === true ? row : -1
  }

  /** Where in `order` this key is, or belongs. */
  placeOf(key: Key): number {
    const distances = this.#distances
    const distance = firstWordOf(key) ^ this.#flip
    let low = 0
    let high = distances.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = distances[middle] ?? 0
      if (other < distance || (other === distance && this.#isNearer(middle, key))) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Enters a fresh candidate, which belongs at `place`, into a row of its own or into one that was given up. */
  insert(place: number, key: Key, address: string, stale: boolean, row: number = this.keys.length): void {
    this.keys[row] = key
    this.addresses[row] = address
    this.states[row] = 'fresh'
    this.stale[row] = stale
    this.#choices?.delete(row)
    insertAt(this.order, place, row)
    insertAt(this.#distances, place, firstWordOf(key) ^ this.#flip)
  }

  /** Gives up the farthest one; returns its row. */
  dropFarthest(): number | undefined {
    this.#distances.pop()
    return this.order.pop()
  }

  /** Whether this address was given for the key of this row. */
  hasAddress(row: number, address: string): boolean {
    return this.addresses[row] === address || this.#choices?.get(row)?.includes(address) === true
  }

  /** One more address was given for the key of this row. */
  addAddress(row: number, address: string): void {
    if (this.hasAddress(row, address)) return
    this.#choices ??= new Map()
    const choices = this.#choices.get(row) ?? [this.addresses[row] ?? '']
    if (choices.length >= MAX_ADDRESSES) return
    choices.push(address)
    this.#choices.set(row, choices)
    if (this.states[row] === 'failed') this.tryNextAddress(row)
  }

  /** What has failed is fresh again when its key has an address that was not asked yet. */
  tryNextAddress(row: number): void {
    const choices = this.#choices?.get(row) ?? []
    const address = choices[choices.indexOf(this.addresses[row] ?? '') + 1]
    if (address === undefined) return
    this.addresses[row] = address
    this.states[row] = 'fresh'
  }

  #isNearer(place: number, key: Key): boolean {
    const candidate = this.keys[this.order[place] ?? 0]
    return candidate !== undefined && compareDistance(this.#target, candidate, key) < 0
  }
}

// Not Array.prototype.splice, which makes an array of what it has removed.
function insertAt(numbers: number[], place: number, number: number): void {
  let at = numbers.length
  numbers.push(number)
  for (; at > place; at--) numbers[at] = numbers[at - 1] ?? 0
  numbers[at] = number
}
