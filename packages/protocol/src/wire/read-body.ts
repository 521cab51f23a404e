/** What is said, from its bytes: in memory of its own, but for the value of a store. */

import { Key } from '@kadkit/key'
import type { Reader } from 'protobufjs/minimal.js'
import { kadkit } from '#wire'
import { unpackContacts } from './contact-list.ts'
import { isCount } from './count.ts'
import type { FrameFault } from './frame-fault.ts'
import { isKey } from './key-bytes.ts'
import type { Message, Refusal } from './message.ts'
import { readPlainStore } from './plain-store.ts'
import { readPublication } from './publication-fields.ts'

type Body = Message['body']

/**
 * The body in the field of this number, whose content is the next `length` bytes of `reader`, and its last. 'unknown' when there is no
 * such body, 'invalid' for a field that is missing or out of its range. @throws what protobuf throws
 */
export function readContent(field: number, reader: Reader, length: number): Body | FrameFault {
  switch (field) {
    case 16:
      kadkit.Ping.decode(reader, length)
      return { type: 'ping' }
    case 17:
      return readPlainStore(reader) ?? readStore(kadkit.Store.decode(reader, length))
    case 18:
      return readFindNode(kadkit.FindNode.decode(reader, length))
    case 19:
      return readFindValue(kadkit.FindValue.decode(reader, length))
    case 20:
      return readFetch(kadkit.Fetch.decode(reader, length))
    case 21:
      return readOffer(kadkit.Offer.decode(reader, length))
    case 32:
      kadkit.Pong.decode(reader, length)
      return { type: 'pong' }
    case 33:
      kadkit.Stored.decode(reader, length)
      return { type: 'stored' }
    case 34:
      return readNodes(kadkit.Nodes.decode(reader, length))
    case 35:
      return readValue(kadkit.Value.decode(reader, length))
    case 36:
      return readRefused(kadkit.Refused.decode(reader, length))
    case 37:
      return readHeld(kadkit.Held.decode(reader, length))
    case 38:
      kadkit.Wanted.decode(reader, length)
      return { type: 'wanted' }
    default:
      return 'unknown'
  }
}

/**
 * The body of a frame that protobuf has decoded whole: of more than one, it has kept the last. 'unknown' when there is
 * none that this code knows, 'invalid' for a field that is missing or out of its range.
 */
export function readBody(frame: kadkit.Frame.$Shape): Body | FrameFault {
  switch (frame.body) {
    case 'ping':
      return { type: 'ping' }
    case 'store':
      return readStore(frame.store)
    case 'findNode':
      return readFindNode(frame.findNode)
    case 'findValue':
      return readFindValue(frame.findValue)
    case 'fetch':
      return readFetch(frame.fetch)
    case 'offer':
      return readOffer(frame.offer)
    case 'pong':
      return { type: 'pong' }
    case 'stored':
      return { type: 'stored' }
    case 'wanted':
      return { type: 'wanted' }
    case 'nodes':
      return readNodes(frame.nodes)
    case 'value':
      return readValue(frame.value)
    case 'held':
      return readHeld(frame.held)
    case 'refused':
      return readRefused(frame.refused)
    default:
      return 'unknown'
  }
}

function readFindNode({ target }: kadkit.FindNode.$Properties): Body | FrameFault {
  return isKey(target) ? { type: 'find-node', target: Key.fromBytes(target) } : 'invalid'
}

function readFindValue({ key }: kadkit.FindValue.$Properties): Body | FrameFault {
  return isKey(key) ? { type: 'find-value', key: Key.fromBytes(key) } : 'invalid'
}

function readFetch({ key }: kadkit.Fetch.$Properties): Body | FrameFault {
  return isKey(key) ? { type: 'fetch', key: Key.fromBytes(key) } : 'invalid'
}

function readStore(store: kadkit.Store.$Properties): Body | FrameFault {
  const { key, value, ttlSeconds, cached, nodes } = store
  const publication = readPublication(store)
  // An empty value is sent as such: one that is absent was sent in a way that protobuf does not understand.
  if (!isKey(key) || value == null || !isCount(ttlSeconds) || publication === undefined) return 'invalid'
  // Of one layout, whichever way it is read.
  const stored = {
    type: 'store',
    key: Key.fromBytes(key),
    value: copy(value),
    ttlSeconds,
    cached: cached === true,
    publication,
  } as const
  return nodes === true ? { ...stored, nodes } : stored
}

function readOffer(offered: kadkit.Offer.$Properties): Body | FrameFault {
  const { key, valueBytes = 0, ttlSeconds } = offered
  const publication = readPublication(offered)
  const isSound = valueBytes === 0 || isCount(valueBytes)
  if (!isKey(key) || !isSound || !isCount(ttlSeconds) || publication === undefined) return 'invalid'
  return { type: 'offer', key: Key.fromBytes(key), valueBytes: valueBytes ?? 0, ttlSeconds, publication }
}

function readValue(reply: kadkit.Value.$Properties): Body | FrameFault {
  const { value, ttlSeconds } = reply
  const publication = readPublication(reply)
  if (value == null || !isCount(ttlSeconds) || publication === undefined) return 'invalid'
  return { type: 'value', value: copy(value), ttlSeconds, publication }
}

function readHeld(reply: kadkit.Held.$Properties): Body | FrameFault {
  const { valueBytes, ttlSeconds } = reply
  const publication = readPublication(reply)
  if (!isCount(valueBytes) || !isCount(ttlSeconds) || publication === undefined) return 'invalid'
  return { type: 'held', valueBytes, ttlSeconds, publication }
}

function readNodes(nodes: kadkit.Nodes.$Properties): Body | FrameFault {
  const contacts = unpackContacts(nodes)
  if (contacts === undefined) return 'invalid'
  // Who says both has not kept it for certain.
  const stored = readRefusal(nodes.refusal) ?? (nodes.stored === true ? true : undefined)
  return stored === undefined ? { type: 'nodes', contacts } : { type: 'nodes', contacts, stored }
}

function readRefused(refused: kadkit.Refused.$Properties): Body | FrameFault {
  const refusal = readRefusal(refused.refusal)
  return refusal === undefined ? 'invalid' : { type: 'refused', refusal }
}

/** Undefined when there is none. One that this code does not know counts as failed. */
function readRefusal(refusal: kadkit.Refusal | null | undefined): Refusal | undefined {
  switch (refusal) {
    case undefined:
    case null:
    case kadkit.Refusal.REFUSAL_UNSPECIFIED:
      return undefined
    case kadkit.Refusal.REFUSAL_FULL:
      return 'full'
    case kadkit.Refusal.REFUSAL_BUSY:
      return 'busy'
    case kadkit.Refusal.REFUSAL_TOO_LARGE:
      return 'too-large'
    case kadkit.Refusal.REFUSAL_ABSENT:
      return 'absent'
    case kadkit.Refusal.REFUSAL_OUTDATED:
      return 'outdated'
    default:
      return 'failed'
  }
}

/** Decoded bytes are a view of the datagram, which a kept value would keep alive. */
function copy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}
