/** Contacts of one bucket by their distance to a key. */

import { compareDistance, firstWordOf, type Key } from '@kadkit/key'
import type { Roster } from './roster.ts'

/** The first 32 bits of the distance of each place. */
const DISTANCES: number[] = []
/** Where in its roster the contact of each place is. */
const INDEXES: number[] = []

/**
 * The `most` nearest contacts of a roster, nearest first. There can be only one at a time: all write on the same two
 * sheets, since arrays of their own would be a quarter of the garbage that an answer to FIND_NODE makes.
 */
export class Ranking {
  length = 0
  readonly #roster: Roster
  readonly #target: Key
  readonly #most: number
  readonly #flip: number

  constructor(roster: Roster, target: Key, most: number) {
    this.#roster = roster
    this.#target = target
    this.#most = most
    // With the sign flipped, signed integers are in the order of unsigned ones.
    this.#flip = firstWordOf(target) ^ 0x80000000
  }

  /** The index in the roster of the contact at this place. */
  at(place: number): number {
    return INDEXES[place] ?? 0
  }

  // Insertion by hand: a bucket has few contacts, and Array.prototype.sort would need a closure and all of them.
  add(index: number): void {
    const distance = (this.#roster.heads[index] ?? 0) ^ this.#flip
    let place = this.length
    if (place < this.#most) this.length++
    else if (!this.#isNearer(index, distance, --place)) return
    for (; place > 0 && this.#isNearer(index, distance, place - 1); place--) {
      DISTANCES[place] = DISTANCES[place - 1] ?? 0
      INDEXES[place] = INDEXES[place - 1] ?? 0
    }
    DISTANCES[place] = distance
    INDEXES[place] = index
  }

  /** Whether the contact at `index` is nearer than the one at this place. */
  #isNearer(index: number, distance: number, place: number): boolean {
    const other = DISTANCES[place] ?? 0
    if (distance !== other) return distance < other
    const { keys } = this.#roster
    const a = keys[index]
    const b = keys[this.at(place)]
    return a !== undefined && b !== undefined && compareDistance(this.#target, a, b) < 0
  }
}
