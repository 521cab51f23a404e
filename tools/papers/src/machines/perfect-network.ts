/** A network at rest in which everybody knows whom the routing table would have it know; tables are filled when used. */

import { commonPrefixLength, compareDistance, Key } from '@kadkit/key'
import { type Contact, RoutingTable } from '@kadkit/routing'
import { Dice } from '@kadkit/simulator'

const ZERO = Key.fromBytes(new Uint8Array(32))

export interface PerfectNetworkOptions {
  readonly nodes: number
  readonly k: number
  readonly bucketSize: number
  readonly seed: number
}

interface Place {
  readonly index: number
  readonly contact: Contact
  readonly table: RoutingTable
  /** Of which buckets it has met a random choice. */
  readonly filled: Set<number>
}

/**
 * The shipped `RoutingTable` of each node, told that contacts were seen: all of the k nearest to itself, and in each
 * bucket a random choice of those that belong there. A table is made when it is asked for the first time, and its
 * bucket when a lookup needs it: a hundred thousand whole tables would take 10 GB.
 */
export class PerfectNetwork {
  /** In the order of their keys. */
  readonly contacts: readonly Contact[]
  readonly #places: (Place | undefined)[] = []
  readonly #indexes = new Map<string, number>()
  readonly #options: PerfectNetworkOptions

  constructor(options: PerfectNetworkOptions) {
    const dice = new Dice(options.seed)
    const keys = Array.from({ length: options.nodes }, () => dice.key())
    keys.sort((a, b) => compareDistance(ZERO, a, b))
    this.contacts = keys.map((key, index) => ({ key, address: `memory:${index}` }))
    for (const [index, { address }] of this.contacts.entries()) this.#indexes.set(address, index)
    this.#options = options
  }

  /** What `contact` answers to FIND_NODE: the k that it knows nearest to `target`. */
  answer(contact: Contact, target: Key, asker: Key): Contact[] {
    const index = this.#indexes.get(contact.address) ?? 0
    return this.#closest(index, target, this.#options.k, asker)
  }

  /** The k nearest that the node of this index knows by itself. */
  known(index: number, target: Key): Contact[] {
    return this.#closest(index, target, this.#options.k)
  }

  /** The truth: the `count` contacts nearest to `target`, nearest first; without the node of one key. */
  closest(target: Key, count: number, except?: Key): Contact[] {
    const wanted = Math.min(count + 1, this.contacts.length)
    let [from, to] = this.#subtree(target, 0)
    for (let depth = 1; ; depth++) {
      const [begin, end] = this.#subtree(target, depth)
      if (end - begin < wanted) break
      from = begin
      to = end
    }
    return this.contacts
      .slice(from, to)
      .filter(({ key }) => except === undefined || !key.equals(except))
      .sort((a, b) => compareDistance(target, a.key, b.key))
      .slice(0, count)
  }

  #closest(index: number, target: Key, count: number, except?: Key): Contact[] {
    const place = this.#placeOf(index)
    this.#fillFor(place, target, count)
    const found = place.table.closest(target, count, except === undefined ? {} : { except })
    return found.map(({ contact }) => contact)
  }

  /** One bucket may do. If not, the next nearest contacts are in deeper ones, and then in those before it. */
  #fillFor(place: Place, target: Key, count: number): void {
    const { table } = place
    const own = Math.min(table.bucketOf(target), table.deepest)
    if (this.#fill(place, own) > count) return
    let held = 0
    for (let bucket = table.deepest; bucket >= own; bucket--) held += this.#fill(place, bucket)
    for (let bucket = own - 1; bucket >= 0 && held <= count; bucket--) held += this.#fill(place, bucket)
  }

  #placeOf(index: number): Place {
    const known = this.#places[index]
    if (known !== undefined) return known
    const contact = this.contacts[index]
    if (contact === undefined)
      throw new RangeError(`index must be below ${this.contacts.length}, got ${index}`)
    const { k, bucketSize } = this.#options
    const table = new RoutingTable(contact.key, { k, bucketSize, understudies: 0 })
    // As after the lookup of its own key: it has met all of the k nearest.
    for (const near of this.closest(contact.key, k, contact.key)) table.seen(near, 0)
    const place: Place = { index, contact, table, filled: new Set() }
    this.#places[index] = place
    return place
  }

  /** Shows the table a random choice of those that belong into one bucket; returns how many belong there, at most a bucket full. */
  #fill({ index, contact, table, filled }: Place, bucket: number): number {
    const { bucketSize, seed } = this.#options
    const [from, to] = this.#subtree(contact.key, bucket)
    const [deeperFrom, deeperTo] = this.#subtree(contact.key, bucket + 1)
    const [begin, end] = deeperFrom === from ? [deeperTo, to] : [from, deeperFrom]
    const size = Math.min(end - begin, bucketSize)
    if (filled.has(bucket)) return size
    filled.add(bucket)
    const dice = new Dice((seed * 2 ** 18 + index) * 2 ** 8 + bucket)
    for (const at of choice(dice, end - begin, size)) {
      const other = this.contacts[begin + at]
      if (other !== undefined) table.seen(other, 0)
    }
    return size
  }

  /** The indexes, from and up to, of all contacts that share `depth` bits with `key`. */
  #subtree(key: Key, depth: number): readonly [from: number, to: number] {
    if (depth <= 0) return [0, this.contacts.length]
    const inside = (at: number) => commonPrefixLength(this.contacts[at]?.key ?? key, key) >= depth
    const before = (at: number) => compareDistance(ZERO, this.contacts[at]?.key ?? key, key) < 0
    const from = firstWhere(this.contacts.length, (at) => !before(at) || inside(at))
    const to = firstWhere(this.contacts.length, (at) => !before(at) && !inside(at))
    return [from, to]
  }
}

/** The first of 0 to `count` from which on `holds`. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** `size` different numbers below `count`, in random order: the first steps of Fisher and Yates' shuffle. */
function choice(dice: Dice, count: number, size: number): number[] {
  const moved = new Map<number, number>()
  return Array.from({ length: size }, (_, i) => {
    const at = i + dice.below(count - i)
    const taken = moved.get(at) ?? at
    moved.set(at, moved.get(i) ?? i)
    return taken
  })
}
