/** The state of a running node. */

import type { Shelf, Snapshot, ValueRecord } from '@kadkit/protocol'
import type { DumpOptions } from './hex.ts'
import { type StateDump, stateDump } from './state-dump.ts'

/** What a node must offer to be dumped; `createNode` of @kadkit/dht and `startNode` of kadkit give such nodes. */
export interface DumpableNode {
  snapshot(): Snapshot
  values(): AsyncIterable<ValueRecord & { readonly shelf?: Shelf }>
}

/**
 * The state of a running node, with the values that it holds. All values are held in memory at once. The snapshot is of one
 * instant; the values are read after it, so one that comes or goes meanwhile may be in `store` or in `kadkit.held` alone.
 *
 * @throws RangeError for an unknown `hex`; and whatever `values()` throws.
 */
export async function dumpNode(node: DumpableNode, options: DumpOptions = {}): Promise<StateDump> {
  const snapshot = node.snapshot()
  const values: ValueRecord[] = []
  // What it publishes itself it may not hold.
  for await (const record of node.values()) if (record.shelf !== 'own') values.push(record)
  return stateDump(snapshot, values, options)
}
