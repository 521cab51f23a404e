/** A node, as its owner sees it. */

import type { LookupStep, NodeEvent, Shelf, Snapshot, ValueRecord } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { FoundValue } from './found-value.ts'
import type { CallOptions, KeyInput, PutOptions } from './inputs.ts'
import type { Rpc } from './rpc.ts'
import type { Stats } from './stats.ts'

/**
 * Who keeps a value, and who should but did not say so; nearest first. A small value may be kept by a few more than the k
 * nearest: it goes to them before it is known that others are nearer.
 */
export interface PutReport {
  readonly stored: readonly Contact[]
  readonly failed: readonly Contact[]
}

/** A value of a node: one of its own, which it publishes, or one that it holds. Of one key there may be both. */
export interface NodeValue extends ValueRecord {
  readonly shelf: Shelf
}

/**
 * All that asks the network takes a signal, rejects with `signal.reason` when that aborts, and with a NodeError
 * when it fails. Misuse is a TypeError or RangeError, before any message leaves.
 */
export interface KademliaNode extends AsyncDisposable {
  /** Our own key, and the address that the transport opened. */
  readonly self: Contact
  /**
   * Publishes a value: stores it on the k contacts nearest to its key, ourselves among them where we are one of them and no client,
   * and again each day until its life has ended or `remove` is called, also after a restart with the same storage. A put
   * that has failed leaves nothing to be published again.
   * @throws NodeError 'full' when the node publishes as many values as its configuration allows; ValueTooLargeError; NodeError 'not-stored' when nobody stored it, 'outdated' when a newer value of the key is there
   */
  put(key: KeyInput, value: Uint8Array | string, options?: PutOptions): Promise<PutReport>
  /**
   * Publishes our value of this key no more; returns whether there was one. What others hold of it dies by itself,
   * within a day. A put of it that is under way is not undone, but its value is not published again.
   * @throws NodeError 'closed'
   */
  remove(key: KeyInput): boolean
  /** The first valid value that is found; undefined when a whole lookup finds none. */
  get(key: KeyInput, options?: CallOptions): Promise<FoundValue | undefined>
  /** The k contacts nearest to a key that answer, nearest first; ourselves among them where we are one of them and no client. */
  find(key: KeyInput, options?: CallOptions): Promise<readonly Contact[]>
  /** The same lookup, watched; leaving the loop ends it. */
  walk(key: KeyInput, options?: CallOptions): AsyncIterable<LookupStep>
  /**
   * Becomes part of the network that these addresses belong to, as `bootstrap` does at the start. Resolves to the
   * number of contacts known then.
   * @throws NodeError 'no-bootstrap' when none of them answers
   */
  join(addresses: readonly string[], options?: CallOptions): Promise<number>
  /** One request to one node. */
  readonly rpc: Rpc
  /** Calls `listener` for each event until the returned function is called. What it throws is counted, not passed on. */
  subscribe(listener: (event: NodeEvent) => void): () => void
  /** The routing table, the values held and the requests under way, at this instant. */
  snapshot(): Snapshot
  /**
   * The values that this node publishes, and those that it holds, with their bytes. What the storage cannot read is left
   * out, and counted.
   */
  values(): AsyncIterable<NodeValue>
  /** What was counted since the start. */
  stats(): Stats
  /** Closes transport and storage, and leaves no timer. What is under way rejects with NodeError 'closed'. */
  close(): Promise<void>
}
