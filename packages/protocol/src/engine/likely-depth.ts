/** Who may well be among the k closest to a key, judged by how dense the network is around ourselves. */

import { commonPrefixLength, type Key } from '@kadkit/key'
import type { RoutingTable } from '@kadkit/routing'

/** So many bits less are shared by some who are among the k closest: keys do not lie evenly. */
const SLACK_BITS = 1

/**
 * How many leading bits anybody is likely to share with a key, at least, whom it has among its k closest: one less than
 * ourselves with the k-th closest to us that we know. 0 if we know fewer.
 */
export function likelyDepth(self: Key, table: RoutingTable, k: number): number {
  let known = 0
  let depth = 0
  table.visitClosest(self, k, {}, (key) => {
    known++
    depth = commonPrefixLength(self, key)
  })
  return known < k ? 0 : Math.max(0, depth - SLACK_BITS)
}
