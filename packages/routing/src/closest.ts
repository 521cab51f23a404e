/** The contacts nearest to a key, without looking at all of them. */

import { commonPrefixLength, differAt, type Key } from '@kadkit/key'
import type { Everybody } from './everybody.ts'
import { rank, ranked } from './ranking.ts'
import type { Roster } from './roster.ts'

/** Which contacts to leave out, and whether their order counts. */
export interface ClosestOptions {
  /** The contact with this key: who asks, for example, has no use for itself. */
  readonly except?: Key | undefined
  /** true leaves out the contacts that did not answer when they were last asked, and those in doubt. */
  readonly answering?: boolean | undefined
  /** false gives the same contacts in any order, which is faster: a reply to FIND_NODE is sorted by who asked. */
  readonly sorted?: boolean | undefined
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
  const since = options.answering === true ? doubts.since : undefined
  let left = count
  // The first at which they differ is the bucket of the target: alone it often has enough.
  const first = commonPrefixLength(self, target)
  for (let i = first; i < buckets.length && left > 0; i++) {
    const roster = buckets[i]?.contacts
    if (roster !== undefined && differAt(self, target, i))
      left -= visitNearest(roster, target, left, options, since, visit)
  }
  for (let i = buckets.length - 1; i >= 0 && left > 0; i--) {
    const roster = buckets[i]?.contacts
    if (roster !== undefined && (i < first || !differAt(self, target, i)))
      left -= visitNearest(roster, target, left, options, since, visit)
  }
}

/** The contact at `index` of `roster` is the next one. */
export type Visit = (roster: Roster, index: number) => void

/** Visits the nearest of one bucket, at most `count`; returns how many. */
function visitNearest(
  roster: Roster,
  target: Key,
  count: number,
  { except, sorted }: ClosestOptions,
  since: number | undefined,
  visit: Visit,
): number {
  const { length } = roster
  if (length === 0) return 0
  const left = except === undefined ? -1 : roster.indexOf(except)
  // All of them are among the nearest, whoever comes first.
  if (sorted === false && since === undefined && left < 0 && length <= count) {
    for (let index = 0; index < length; index++) visit(roster, index)
    return length
  }
  const found = rank(roster, target, count, left, since)
  for (let place = 0; place < found; place++) visit(roster, ranked(place))
  return found
}
