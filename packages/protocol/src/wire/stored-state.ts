/** What a node knows of itself and of others, as it is kept on a disk for the next start. */

import { Key } from '@kadkit/key'
import { kadkit } from '#wire'
import { isKey } from './key-bytes.ts'
import { readStored, storedBytes } from './stored-bytes.ts'

/** One contact of the routing table, and when it last answered. */
export interface AgedContact {
  readonly key: Key
  readonly address: string
  /** In milliseconds of the engine's clock. */
  readonly seenAt: number
}

export interface NodeState {
  /** The node's own key. */
  readonly key: Key
  /** The engine's clock when this was written. */
  readonly at: number
  /** The wall clock at the same moment. They differ if the wall clock was set since the node began. */
  readonly wall: number
  /** The routing table, the nearest first. */
  readonly contacts: readonly AgedContact[]
}

const VERSION = 1
/** No routing table is so large. */
const MAX_CONTACTS = 65_536
const MAX_ADDRESS_CHARS = 255

/** The bytes of a state, in an array of the caller's own: a version, then protobuf, as WIRE.md describes them. */
export function encodeState({ key, at, wall, contacts }: NodeState): Uint8Array {
  const known = contacts.map((contact) => ({
    key: contact.key.toBytes(),
    address: contact.address,
    seenAtMs: contact.seenAt,
  }))
  const state = { key: key.toBytes(), atMs: at, wallMs: wall, contacts: known }
  return storedBytes(VERSION, kadkit.State.encode(state).finish())
}

/**
 * The state that `bytes` say; undefined when they are none of a version that this code knows. A contact that cannot be
 * right is left out. Never throws, whatever they are.
 */
export function decodeState(bytes: Uint8Array): NodeState | undefined {
  const state = readStored(VERSION, bytes, (reader) => kadkit.State.decode(reader))
  if (state === undefined || !isKey(state.key) || !isInstant(state.atMs) || !isInstant(state.wallMs)) {
    return undefined
  }
  if (state.contacts.length > MAX_CONTACTS) return undefined
  const contacts = state.contacts.flatMap(contactOf)
  return { key: Key.fromBytes(state.key), at: state.atMs, wall: state.wallMs, contacts }
}

function contactOf({ key, address, seenAtMs }: kadkit.Known.$Properties): AgedContact[] {
  const isSound =
    isKey(key) &&
    address != null &&
    address.length > 0 &&
    address.length <= MAX_ADDRESS_CHARS &&
    isInstant(seenAtMs ?? 0)
  return isSound ? [{ key: Key.fromBytes(key), address, seenAt: seenAtMs ?? 0 }] : []
}

function isInstant(ms: number): boolean {
  return ms >= 0 && ms < Number.POSITIVE_INFINITY
}
