/** How many others are nearer to a key. */

import { compareDistance, type Key } from '@kadkit/key'
import type { RoutingTable } from '@kadkit/routing'

/** How many contacts of the table are nearer to `key` than `self` is; those beyond `most` are not counted. */
export function nearerThan(self: Key, table: RoutingTable, key: Key, most: number): number {
  let count = 0
  table.visitClosest(key, most, {}, (other) => {
    if (compareDistance(key, other, self) < 0) count++
  })
  return count
}
