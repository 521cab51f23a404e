/** Contacts of one bucket by their distance to a key. */

import { compareDistance, type Key } from '@kadkit/key'
import type { Roster } from './roster.ts'

/** The distance of each place, of which 32 bits, as a signed integer. */
let distances = new Int32Array(64)
/** Where in its roster the contact of each place is. */
let indexes = new Int32Array(64)

/**
 * Ranks the `most` nearest contacts of a roster, but for the one at index `except`; with `since`, only those that have
 * answered since then, and whenever they were asked after that. Returns how many there are.
 *
 * There can be only one ranking at a time: all write on the same two sheets, since arrays of their own would be a quarter of the
 * garbage that an answer to FIND_NODE makes.
 */
export function rank(roster: Roster, target: Key, most: number, except: number, since?: number): number {
  const { length } = roster
  prepare(Math.min(most, length))
  // With the sign flipped, signed integers are in the order of unsigned ones.
  const flip = roster.headOf(target) ^ 0x80000000
  let count = 0
  // Insertion by hand: a bucket has few contacts, and Array.prototype.sort would need a closure and all of them.
  for (let index = 0; index < length; index++) {
    if (index === except) continue
    if (since !== undefined && (roster.failures(index) > 0 || roster.seenAt(index) < since)) continue
    const distance = roster.headAt(index) ^ flip
    let place = count
    if (count < most) count++
    else if (!isNearer(roster, target, index, distance, --place)) continue
    for (; place > 0 && isNearer(roster, target, index, distance, place - 1); place--) {
      distances[place] = distances[place - 1] ?? 0
      indexes[place] = indexes[place - 1] ?? 0
    }
    distances[place] = distance
    indexes[place] = index
  }
  return count
}

/** The index in the roster of the contact at this place. */
export function ranked(place: number): number {
  return indexes[place] ?? 0
}

/** Whether the contact at `index` is nearer than the one at this place. */
function isNearer(roster: Roster, target: Key, index: number, distance: number, place: number): boolean {
  const other = distances[place] ?? 0
  if (distance !== other) return distance < other
  return compareDistance(target, roster.keyAt(index), roster.keyAt(ranked(place))) < 0
}

function prepare(places: number): void {
  if (places <= distances.length) return
  distances = new Int32Array(2 * places)
  indexes = new Int32Array(2 * places)
}
