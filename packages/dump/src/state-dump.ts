/** A node's state, in the shape of the original's `dump_interface_state`. */

import type { BucketState, ContactState, PendingRequest, Snapshot, ValueRecord } from '@kadkit/protocol'
import { type DumpOptions, type HexStyle, hexStyleOf, hexText } from './hex.ts'
import { type NodeDump, nodeDump } from './node-dump.ts'
import { DUMP_SCHEMA } from './schema.ts'
import { type BinaryDump, valueDump } from './value-dump.ts'

/** A contact of the routing table. The names are the original's: one contact, in spite of the plural. */
export interface KBucketDump {
  readonly nodes: NodeDump
  /** The capacity of the bucket, k; not how many contacts it has. */
  readonly size: number
  /** Ours. The bucket's index: how many leading bits its contacts share with the node. */
  readonly bucket?: number
  /** Ours. When the contact last answered, in milliseconds of the engine's clock. */
  readonly seenAt?: number
  /** Ours. Requests in a row that it left without an answer. */
  readonly failures?: number
}

/** A contact that waits for a place in a full bucket. */
export interface UnderstudyDump {
  readonly bucket: number
  readonly node: NodeDump
  readonly seenAt: number
  readonly failures: number
}

/** What the node knows about a value that it holds. */
export interface HeldValueDump {
  readonly key: string
  readonly bytes: number
  /** In milliseconds of the engine's clock. */
  readonly expiresAt: number
  /** A copy beside a lookup's path, not one of the k replicas. */
  readonly cached: boolean
}

/** What the original did not write, kept apart from what it did. */
export interface StateAdditions {
  readonly schema: number
  /** When the state was read, in milliseconds of the engine's clock. */
  readonly at: number
  readonly understudies: readonly UnderstudyDump[]
  readonly held: readonly HeldValueDump[]
  readonly pending: readonly PendingRequest[]
}

/** A node's state. In the original's form the fields that are marked as ours, and `kadkit`, are absent. */
export interface StateDump {
  readonly node: NodeDump
  readonly routes: {
    readonly node: NodeDump
    /** One element a contact, in the order of the buckets, and within one the least recently seen first. */
    readonly kbuckets: readonly KBucketDump[]
  }
  readonly rpc: {
    readonly node: NodeDump
    /** The requests that wait for an answer: `{}`, or `{ID: Sender { .. }, …}`, as the original's Debug has it. */
    readonly pending: string
    /** The address that the node listens on. */
    readonly socket: string
  }
  /** One object a value, with its hashed key as only name; sorted by key. */
  readonly store: readonly Readonly<{ [key: string]: string | BinaryDump }>[]
  readonly kadkit?: StateAdditions
}

/**
 * The state of a node as plain data, ready for `toJson` and `toPlantUml`. `values` are the records that the storage
 * holds; a snapshot has only their sizes.
 *
 * Other than the original: a node is not its own contact, so it is not among its kbuckets; the keys of the store are
 * the hashed ones, for the names are never sent; `rpc.socket` is the address alone.
 *
 * @throws RangeError for an unknown `hex`.
 */
export function stateDump(
  snapshot: Snapshot,
  values: readonly ValueRecord[],
  options: DumpOptions = {},
): StateDump {
  const style = hexStyleOf(options)
  const node = nodeDump(snapshot.self, style)
  const dump = {
    node,
    routes: { node, kbuckets: snapshot.buckets.flatMap((bucket) => contactsOf(bucket, snapshot.k, style)) },
    rpc: { node, pending: pendingText(snapshot.pending), socket: snapshot.self.address },
    store: [...values].sort(byKey).map((record) => storeEntry(record, style)),
  }
  return style === 'original' ? dump : { ...dump, kadkit: additions(snapshot, style) }
}

function contactsOf(bucket: BucketState, k: number, style: HexStyle): KBucketDump[] {
  return bucket.contacts.map((contact) => {
    const entry = { nodes: nodeDump(contact, style), size: k }
    return style === 'original' ? entry : { ...entry, bucket: bucket.index, ...vitality(contact) }
  })
}

function vitality({ seenAt, failures }: ContactState): Pick<ContactState, 'seenAt' | 'failures'> {
  return { seenAt, failures }
}

function storeEntry(record: ValueRecord, style: HexStyle): Record<string, string | BinaryDump> {
  return { [hexText(record.key, style)]: valueDump(record.value, style) }
}

function pendingText(pending: readonly PendingRequest[]): string {
  return `{${pending.map(({ id }) => `${id.toUpperCase()}: Sender { .. }`).join(', ')}}`
}

function additions(snapshot: Snapshot, style: HexStyle): StateAdditions {
  return {
    schema: DUMP_SCHEMA,
    at: snapshot.at,
    understudies: snapshot.buckets.flatMap(({ index, understudies }) =>
      understudies.map((one) => ({ bucket: index, node: nodeDump(one, style), ...vitality(one) })),
    ),
    held: [...snapshot.values].sort(byKey).map(({ key, valueBytes, expiresAt, cached }) => ({
      key: hexText(key, style),
      bytes: valueBytes,
      expiresAt,
      cached,
    })),
    pending: snapshot.pending.map(({ id, to, type, sent }) => ({ id, to, type, sent })),
  }
}

function byKey(a: Pick<ValueRecord, 'key'>, b: Pick<ValueRecord, 'key'>): number {
  const [left, right] = [a.key.toHex(), b.key.toHex()]
  return left < right ? -1 : left > right ? 1 : 0
}
