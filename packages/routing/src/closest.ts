/** The contacts nearest to a key, without looking at all of them. */

import { compareDistance, differAt, type Key } from '@kadkit/key'
import type { Bucket } from './bucket.ts'
import type { Everybody } from './everybody.ts'
import { Ranking } from './ranking.ts'
import type { Roster } from './roster.ts'

/** Which contacts to leave out. */
export interface ClosestOptions {
  /** The contact with this key: who asks, for example, has no use for itself. */
  readonly except?: Key | undefined
  /** true leaves out the contacts that did not answer when they were last asked, and those in doubt. */
  readonly answering?: boolean | undefined
}

/**
 * Gives the `count` contacts nearest to `target` to `visit`, nearest first: exact, as if all were sorted.
 *
 * Bucket i holds the keys that agree with `self` before bit i and differ from it there. So if `self` and `target`
 * differ at bit i, every key in the bucket is nearer to `target` than `self` is, and all the more the smaller i is.
 * If they agree there, it is farther, and the more the smaller i is. Hence: first the buckets where the two
 * differ, from 0 upwards, then those where they agree, downwards; each is nearer, as a whole, than the next.
 */
export function visitClosest(
  { self, buckets, doubts }: Everybody,
  target: Key,
  count: number,
  options: ClosestOptions,
  visit: Visit,
): void {
  const answeringSince = options.answering === true ? doubts.since : undefined
  let left = count
  for (let i = 0; i < buckets.length && left > 0; i++) {
    if (differAt(self, target, i))
      left -= visitNearest(buckets[i]?.contacts, target, left, options.except, answeringSince, visit)
  }
  for (let i = buckets.length - 1; i >= 0 && left > 0; i--) {
    if (!differAt(self, target, i))
      left -= visitNearest(buckets[i]?.contacts, target, left, options.except, answeringSince, visit)
  }
}

/** The contact at `index` of `roster` is the next one. */
export type Visit = (roster: Roster, index: number) => void

/**
 * Visits the nearest of one bucket in order, at most `count`; returns how many. With `answeringSince`, only those that
 * have answered since then, and whenever they were asked after that.
 */
function visitNearest(
  roster: Roster | undefined,
  target: Key,
  count: number,
  except: Key | undefined,
  answeringSince: number | undefined,
  visit: Visit,
): number {
  if (roster === undefined || roster.length === 0) return 0
  const { length, failures, seenAt } = roster
  const left = except === undefined ? -1 : roster.indexOf(except)
  const ranking = new Ranking(roster, target, count)
  for (let index = 0; index < length; index++) {
    if (index === left) continue
    const isAnswering =
      answeringSince === undefined || (failures[index] === 0 && (seenAt[index] ?? 0) >= answeringSince)
    if (isAnswering) ranking.add(index)
  }
  for (let place = 0; place < ranking.length; place++) visit(roster, ranking.at(place))
  return ranking.length
}

/**
 * The index of the deepest bucket that holds, together with all deeper ones, k contacts that have failed less than
 * `maxFailures` times; -1 when there are fewer in all. No contact of a bucket before it is one of the k nearest.
 */
export function innermost(buckets: readonly (Bucket | undefined)[], k: number, maxFailures: number): number {
  let living = 0
  for (let index = buckets.length - 1; index >= 0; index--) {
    for (const failures of buckets[index]?.contacts.failures ?? []) if (failures < maxFailures) living++
    if (living >= k) return index
  }
  return -1
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
    const roster = buckets[i]?.contacts
    if (roster === undefined) continue
    for (let at = 0; at < roster.length; at++) {
      if ((roster.failures[at] ?? 0) >= maxFailures) continue
      if (i > index || compareDistance(self, roster.keys[at] ?? key, key) < 0) nearer++
    }
  }
  return nearer < k
}
