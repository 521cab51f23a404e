/** Ids for routing tables, by a seed: the same for each of them. */

import { KEY_BITS, type Key, randomKey, randomKeyInBucket, seededRandomBytes } from '@kadkit/key'
import { picker } from '../workloads/bench.ts'

/** How the ids lie around the own one. */
export type Fill =
  /** As many in each bucket as are held by default, from bucket 0 on. */
  | 'full buckets'
  /** Half as many. */
  | 'half-full buckets'
  /** All over the space, as in a network: half of them belong into bucket 0. */
  | 'random ids'

/** Contacts in a bucket by default, of every table here. */
export const BUCKET = 20

export class Ids {
  readonly self: Key
  readonly ids: readonly Uint8Array[]
  readonly #fill: Fill
  readonly #random: (length: number) => Uint8Array

  constructor(fill: Fill, count: number, seed: number) {
    this.#fill = fill
    this.#random = seededRandomBytes(seed)
    this.self = randomKey(this.#random)
    const keys = Array.from({ length: count }, (_, i) => this.#one(i))
    this.ids = shuffled(keys, seed).map((key) => key.toBytes())
  }

  /** Keys of all places. */
  randomTargets(count: number): Uint8Array[] {
    return Array.from({ length: count }, () => randomKey(this.#random).toBytes())
  }

  /** As many in each bucket in which there is an id. */
  nearTargets(count: number): Uint8Array[] {
    const self = this.self.toBytes()
    const deepest = Math.max(...this.ids.map((id) => sharedBits(self, id)))
    return Array.from({ length: count }, (_, i) =>
      randomKeyInBucket(this.self, i % (deepest + 1), this.#random).toBytes(),
    )
  }

  #one(index: number): Key {
    if (this.#fill === 'random ids') return randomKey(this.#random)
    const each = this.#fill === 'full buckets' ? BUCKET : BUCKET / 2
    return randomKeyInBucket(this.self, Math.floor(index / each), this.#random)
  }
}

function sharedBits(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) ^ (b[i] ?? 0)
    if (difference !== 0) return 8 * i + Math.clz32(difference) - 24
  }
  return KEY_BITS
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const pick = picker(seed)
  const left = [...items]
  return items.flatMap(() => {
    const at = pick(left.length)
    const chosen = left[at] as T
    left[at] = left.at(-1) as T
    left.pop()
    return [chosen]
  })
}

/** The ids nearest to a target, nearest first, by looking at all of them. */
export function nearest(ids: readonly Uint8Array[], target: Uint8Array, count: number): string[] {
  const at = numberOf(target)
  return ids
    .map((id) => numberOf(id))
    .sort((a, b) => ((a ^ at) < (b ^ at) ? -1 : 1))
    .slice(0, count)
    .map((number) => number.toString(16).padStart(64, '0'))
}

function numberOf(id: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(id).toString('hex')}`)
}
