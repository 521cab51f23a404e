/** How many contacts a bucket may hold: more than usual where the k nearest to ourselves are (paper, section 2.4). */

import { compareDistance, type Key } from '@kadkit/key'
import type { Bucket } from './bucket.ts'

/** Which buckets have room, as long as it is told of each change. */
export class Widening {
  readonly #self: Key
  readonly #buckets: readonly (Bucket | undefined)[]
  readonly #k: number
  readonly #bucketSize: number
  readonly #maxFailures: number
  /** What `innermost` gives; undefined when it is to be computed again. */
  #innermost: number | undefined

  constructor(
    self: Key,
    buckets: readonly (Bucket | undefined)[],
    k: number,
    bucketSize: number,
    maxFailures: number,
  ) {
    this.#self = self
    this.#buckets = buckets
    this.#k = k
    this.#bucketSize = bucketSize
    this.#maxFailures = maxFailures
  }

  /** A contact came, went, failed, or answered after it had failed. */
  changed(): void {
    this.#innermost = undefined
  }

  /** Whether the bucket has a place to fill, or is to be widened for `key`. */
  hasRoom({ index, contacts }: Bucket, key: Key): boolean {
    const held = contacts.length
    if (held < this.#bucketSize) return true
    if (held >= 2 * this.#bucketSize) return false
    this.#innermost ??= innermost(this.#buckets, this.#k, this.#maxFailures)
    if (index < this.#innermost) return false
    return isNearest(this.#buckets, this.#self, key, index, this.#k, this.#maxFailures)
  }
}

/**
 * The index of the deepest bucket that holds, together with all deeper ones, k contacts that have failed less than
 * `maxFailures` times; -1 when there are fewer in all. No contact of a bucket before it is one of the k nearest.
 */
function innermost(buckets: readonly (Bucket | undefined)[], k: number, maxFailures: number): number {
  let living = 0
  for (let index = buckets.length - 1; index >= 0; index--) {
    const roster = buckets[index]?.contacts
    for (let at = 0; at < (roster?.length ?? 0); at++) if ((roster?.failures(at) ?? 0) < maxFailures) living++
    if (living >= k) return index
  }
  return -1
}

/**
 * Whether `key`, which belongs into bucket `index`, is one of the k nearest to `self`: fewer than `k` contacts are
 * nearer. Contacts with `maxFailures` failures are not counted, or the dead would keep out the living.
 */
function isNearest(
  buckets: readonly (Bucket | undefined)[],
  self: Key,
  key: Key,
  index: number,
  k: number,
  maxFailures: number,
): boolean {
  let nearer = 0
  for (let i = buckets.length - 1; i >= index && nearer < k; i--) {
    const roster = buckets[i]?.contacts
    if (roster === undefined) continue
    for (let at = 0; at < roster.length; at++) {
      if (roster.failures(at) >= maxFailures) continue
      if (i > index || compareDistance(self, roster.keyAt(at), key) < 0) nearer++
    }
  }
  return nearer < k
}
