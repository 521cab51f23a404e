/** The contacts nearest to a key, without looking at all of them. */

import { compareDistance, differAt, type Key } from '@kadkit/key'
import type { Bucket } from './bucket.ts'
import type { Entry } from './entry.ts'

/** Which contacts to leave out. */
export interface ClosestOptions {
  /** The contact with this key: who asks, for example, has no use for itself. */
  readonly except?: Key | undefined
  /** true leaves out the contacts that did not answer when they were last asked. */
  readonly answering?: boolean | undefined
}

/**
 * The `count` entries nearest to `target`, nearest first: exact, as if all were sorted.
 *
 * Bucket i holds the keys that agree with `self` before bit i and differ from it there. So if `self` and `target`
 * differ at bit i, every key in the bucket is nearer to `target` than `self` is, and all the more the smaller i is.
 * If they agree there, it is farther, and the more the smaller i is. Hence: first the buckets where the two
 * differ, from 0 upwards, then those where they agree, downwards; each is nearer, as a whole, than the next.
 */
export function closestIn(
  buckets: readonly (Bucket | undefined)[],
  self: Key,
  target: Key,
  count: number,
  options: ClosestOptions,
): Entry[] {
  const found: Entry[] = []
  for (let i = 0; i < buckets.length && found.length < count; i++) {
    if (differAt(self, target, i)) take(buckets[i], target, count, options, found)
  }
  for (let i = buckets.length - 1; i >= 0 && found.length < count; i--) {
    if (!differAt(self, target, i)) take(buckets[i], target, count, options, found)
  }
  return found
}

/** Appends the nearest of one bucket in order, as far as `count` allows. */
function take(
  bucket: Bucket | undefined,
  target: Key,
  count: number,
  options: ClosestOptions,
  found: Entry[],
): void {
  if (bucket === undefined) return
  for (const entry of bucket.contacts) {
    if (options.answering === true && entry.failures > 0) continue
    if (options.except?.equals(entry.contact.key) === true) continue
    insert(entry, target, count, found)
  }
}

// Insertion by hand: a bucket has few entries, and Array.prototype.sort would need a closure and all of them.
function insert(entry: Entry, target: Key, count: number, found: Entry[]): void {
  let at = found.length
  while (at > 0) {
    const before = found[at - 1]
    if (before === undefined || compareDistance(target, before.contact.key, entry.contact.key) <= 0) break
    if (at < count) found[at] = before
    at--
  }
  if (at < count) found[at] = entry
}

/**
 * Whether `key`, which belongs into bucket `index`, is one of the k nearest to `self`: fewer than `k` contacts are
 * nearer. Contacts with `maxFailures` failures are not counted, or the dead would keep out the living.
 */
export function isNearest(
  buckets: readonly (Bucket | undefined)[],
  self: Key,
  key: Key,
  index: number,
  k: number,
  maxFailures: number,
): boolean {
  let nearer = 0
  for (let i = buckets.length - 1; i >= index && nearer < k; i--) {
    for (const entry of buckets[i]?.contacts ?? []) {
      if (entry.failures >= maxFailures) continue
      if (i > index || compareDistance(self, entry.contact.key, key) < 0) nearer++
    }
  }
  return nearer < k
}
