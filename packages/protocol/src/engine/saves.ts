/** The records that are on their way to the storage. */

import { firstWordOf, type Key } from '@kadkit/key'
import type { ValueRecord } from '../wire/value-record.ts'

/** More would be seldom used: nearly always there is none on its way, or a few. */
const CHAINS = 16

interface Link {
  readonly record: ValueRecord
  next: Link | undefined
}

/**
 * Any number for one key: the storage is given them in turn, and the last one stays.
 *
 * A hash table whose chains have the last record first. A Map that is filled and emptied is made anew each time.
 */
export class Saves {
  readonly #chains = new Array<Link | undefined>(CHAINS).fill(undefined)

  begin(record: ValueRecord): void {
    const chain = chainOf(record.key)
    this.#chains[chain] = { record, next: this.#chains[chain] }
  }

  end(record: ValueRecord): void {
    const chain = chainOf(record.key)
    let before: Link | undefined
    let link = this.#chains[chain]
    while (link !== undefined && link.record !== record) {
      before = link
      link = link.next
    }
    if (before === undefined) this.#chains[chain] = link?.next
    else if (link !== undefined) before.next = link.next
  }

  /** Whether a record of this key is on its way. */
  has(key: Key): boolean {
    return this.last(key) !== undefined
  }

  /** Whether one of them is a replica, not only a cached copy. */
  hasReplica(key: Key): boolean {
    for (let link = this.#chains[chainOf(key)]; link !== undefined; link = link.next) {
      if (!link.record.cached && link.record.key.equals(key)) return true
    }
    return false
  }

  /** The record of this key that came last: it is the one that stays. */
  last(key: Key): ValueRecord | undefined {
    let link = this.#chains[chainOf(key)]
    while (link !== undefined && !link.record.key.equals(key)) link = link.next
    return link?.record
  }

  /** The bytes of the longest value of this key that is on its way; 0 if there is none. */
  longest(key: Key): number {
    let most = 0
    for (let link = this.#chains[chainOf(key)]; link !== undefined; link = link.next) {
      if (link.record.key.equals(key)) most = Math.max(most, link.record.value.length)
    }
    return most
  }
}

/** Keys that one node holds have their first bits in common. */
function chainOf(key: Key): number {
  return firstWordOf(key) & (CHAINS - 1)
}
