/** What is said, to the shape of the generated code and back. */

import { Key } from '@kadkit/key'
import { kadkit } from '#wire'
import { CodecError } from './codec-error.ts'
import { packContacts, unpackContacts } from './contact-list.ts'
import type { FrameFault } from './frame-fault.ts'
import { isKey } from './key-bytes.ts'
import type { Message, Refusal } from './message.ts'
import type { Publication } from './publication.ts'
import { publicationFields, readPublication } from './publication-fields.ts'
import { MAX_UINT32 } from './sizes.ts'

type Body = Message['body']

const REFUSAL_NUMBERS: { readonly [refusal in Refusal]: kadkit.Refusal } = {
  full: kadkit.Refusal.REFUSAL_FULL,
  busy: kadkit.Refusal.REFUSAL_BUSY,
  failed: kadkit.Refusal.REFUSAL_FAILED,
  'too-large': kadkit.Refusal.REFUSAL_TOO_LARGE,
  absent: kadkit.Refusal.REFUSAL_ABSENT,
  outdated: kadkit.Refusal.REFUSAL_OUTDATED,
}

/**
 * The one field of a frame that says `body`; a list of contacts is cut to `room` bytes.
 * @throws CodecError 'bad-message' for a field that is not of its type or out of its range.
 */
export function bodyField(body: Body, room: number): kadkit.Frame.$Properties {
  switch (body.type) {
    case 'ping':
      return { ping: {} }
    case 'store':
      return { store: { key: body.key.toBytes(), ...life(body), cached: body.cached } }
    case 'find-node':
      return { findNode: { target: body.target.toBytes() } }
    case 'find-value':
      return { findValue: { key: body.key.toBytes() } }
    case 'fetch':
      return { fetch: { key: body.key.toBytes() } }
    case 'offer':
      return { offer: offer(body) }
    case 'pong':
      return { pong: {} }
    case 'stored':
      return { stored: {} }
    case 'wanted':
      return { wanted: {} }
    case 'nodes':
      return { nodes: packContacts(body.contacts, room) }
    case 'value':
      return { value: life(body) }
    case 'held':
      return { held: held(body) }
    case 'refused':
      return { refused: { refusal: refusalNumber(body.refusal) } }
    default:
      throw new CodecError('bad-message', `body.type must be one that Message names, got ${describe(body)}`)
  }
}

function life(body: {
  value: Uint8Array
  ttlSeconds: number
  publication: Publication
}): kadkit.Value.$Properties {
  const { value, ttlSeconds, publication } = body
  if (!(value instanceof Uint8Array)) {
    throw new CodecError('bad-message', `value must be a Uint8Array, got ${typeof value}`)
  }
  checkCount('ttlSeconds', ttlSeconds)
  return { value, ttlSeconds, ...publicationFields(publication, 'bad-message') }
}

function held(body: Body & { type: 'held' }): kadkit.Held.$Properties {
  const { valueBytes, ttlSeconds, publication } = body
  checkCount('valueBytes', valueBytes)
  checkCount('ttlSeconds', ttlSeconds)
  return { valueBytes, ttlSeconds, ...publicationFields(publication, 'bad-message') }
}

function offer(body: Body & { type: 'offer' }): kadkit.Offer.$Properties {
  const { key, valueBytes, ttlSeconds, publication } = body
  if (valueBytes !== 0) checkCount('valueBytes', valueBytes)
  checkCount('ttlSeconds', ttlSeconds)
  const named = publicationFields(publication, 'bad-message')
  return { key: key.toBytes(), valueBytes, ttlSeconds, ...named }
}

function checkCount(name: string, count: number): void {
  if (isCount(count)) return
  throw new CodecError(
    'bad-message',
    `${name} must be an integer of 1 to ${MAX_UINT32}, got ${String(count)}`,
  )
}

function refusalNumber(refusal: Refusal): kadkit.Refusal {
  const number = REFUSAL_NUMBERS[refusal]
  if (number === undefined) {
    throw new CodecError(
      'bad-message',
      `refusal must be one of ${Object.keys(REFUSAL_NUMBERS).join(', ')}, got ${String(refusal)}`,
    )
  }
  return number
}

function describe(body: never): string {
  return String((body as { type?: unknown } | undefined)?.type)
}

/**
 * What a decoded frame says, in memory of its own. Of more than one body, protobuf has kept the last.
 * 'unknown' when there is none that this code knows, 'invalid' for a field that is missing or out of its range.
 */
export function readBody(frame: kadkit.Frame.$Shape): Body | FrameFault {
  switch (frame.body) {
    case 'ping':
      return { type: 'ping' }
    case 'store':
      return readStore(frame.store)
    case 'findNode':
      return isKey(frame.findNode.target)
        ? { type: 'find-node', target: Key.fromBytes(frame.findNode.target) }
        : 'invalid'
    case 'findValue':
      return isKey(frame.findValue.key)
        ? { type: 'find-value', key: Key.fromBytes(frame.findValue.key) }
        : 'invalid'
    case 'fetch':
      return isKey(frame.fetch.key) ? { type: 'fetch', key: Key.fromBytes(frame.fetch.key) } : 'invalid'
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

function readStore(store: kadkit.Store.$Properties): Body | FrameFault {
  const { key, value, ttlSeconds, cached } = store
  const publication = readPublication(store)
  // An empty value is sent as such: one that is absent was sent in a way that protobuf does not understand.
  if (!isKey(key) || value == null || !isCount(ttlSeconds) || publication === undefined) return 'invalid'
  const life = { value: copy(value), ttlSeconds, publication }
  return { type: 'store', key: Key.fromBytes(key), ...life, cached: cached === true }
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
  return contacts === undefined ? 'invalid' : { type: 'nodes', contacts }
}

function readRefused({ refusal }: kadkit.Refused.$Properties): Body | FrameFault {
  switch (refusal) {
    case kadkit.Refusal.REFUSAL_UNSPECIFIED:
      return 'invalid'
    case kadkit.Refusal.REFUSAL_FULL:
      return { type: 'refused', refusal: 'full' }
    case kadkit.Refusal.REFUSAL_BUSY:
      return { type: 'refused', refusal: 'busy' }
    case kadkit.Refusal.REFUSAL_TOO_LARGE:
      return { type: 'refused', refusal: 'too-large' }
    case kadkit.Refusal.REFUSAL_ABSENT:
      return { type: 'refused', refusal: 'absent' }
    case kadkit.Refusal.REFUSAL_OUTDATED:
      return { type: 'refused', refusal: 'outdated' }
    default:
      return { type: 'refused', refusal: 'failed' }
  }
}

function isCount(count: number | null | undefined): count is number {
  return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MAX_UINT32
}

/** Decoded bytes are a view of the datagram, which a kept value would keep alive. */
function copy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}
