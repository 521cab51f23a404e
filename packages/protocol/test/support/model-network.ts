/** Nodes as the paper describes them, without time or messages: what they would answer to a lookup. */

import { commonPrefixLength, compareDistance, type Key, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { Dice } from './dice.ts'

/** Every node knows, of each of its k-buckets, k contacts at random, or all when there are no more (section 2.2). */
export class ModelNetwork {
  readonly contacts: readonly Contact[]
  readonly #k: number
  readonly #known = new Map<string, Contact[]>()

  constructor(size: number, k: number, seed: number) {
    const random = seededRandomBytes(seed)
    const dice = new Dice(seed + 1)
    this.#k = k
    this.contacts = Array.from({ length: size }, (_, i) => ({
      key: randomKey(random),
      address: `memory:${i}`,
    }))
    for (const { key, address } of this.contacts) this.#known.set(address, this.#table(key, dice))
  }

  /** The true k closest, by brute force. */
  closest(target: Key): Contact[] {
    return nearest(this.contacts, target).slice(0, this.#k)
  }

  /** What the node at `address` lists. */
  answer(address: string, target: Key): Contact[] {
    return nearest(this.#known.get(address) ?? [], target).slice(0, this.#k)
  }

  #table(self: Key, dice: Dice): Contact[] {
    const buckets = new Map<number, Contact[]>()
    for (const contact of this.contacts) {
      const index = commonPrefixLength(self, contact.key)
      if (index < 256) buckets.set(index, [...(buckets.get(index) ?? []), contact])
    }
    return [...buckets.values()].flatMap((bucket) => dice.some(bucket, this.#k))
  }
}

function nearest(contacts: readonly Contact[], target: Key): Contact[] {
  return [...contacts].sort((a, b) => compareDistance(target, a.key, b.key))
}
