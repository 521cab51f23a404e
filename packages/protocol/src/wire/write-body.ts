/** The bytes of what is said. */

import { kadkit } from '#wire'
import { bodyWriter, bytesOf } from './body-writer.ts'
import { CodecError } from './codec-error.ts'
import { packContacts } from './contact-list.ts'
import { isCount } from './count.ts'
import { freshBytes } from './frame-memory.ts'
import { keyField } from './key-field.ts'
import type { ListedContact, Message, Refusal } from './message.ts'
import type { Publication } from './publication.ts'
import { publicationFields } from './publication-fields.ts'
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

const NOTHING = new Uint8Array(0)
/** Of a list that says what has become of a value: the fields `stored` and `refusal`, of which one is there. */
const STORED_TAG = 0x20
const REFUSAL_TAG = 0x28
const END_BYTES = 2

/**
 * The content of the field of a frame that says `body`; a list of contacts is cut to `room` bytes. It may be a view of
 * memory that the next call writes into: copy it at once.
 * @throws CodecError 'bad-message' for a field that is not of its type or out of its range.
 */
export function writeBody(body: Body, room: number): Uint8Array {
  switch (body.type) {
    case 'ping':
    case 'pong':
    case 'stored':
    case 'wanted':
      return NOTHING
    case 'nodes':
      return body.stored === undefined
        ? packContacts(body.contacts, room)
        : nodesAndEnd(body.contacts, body.stored, room)
    case 'store':
      return bytesOf(kadkit.Store.encode(store(body), bodyWriter()))
    case 'find-node':
      return keyField(body.target)
    case 'find-value':
    case 'fetch':
      return keyField(body.key)
    case 'offer':
      return bytesOf(kadkit.Offer.encode(offer(body), bodyWriter()))
    case 'value':
      return bytesOf(kadkit.Value.encode(life(body), bodyWriter()))
    case 'held':
      return bytesOf(kadkit.Held.encode(held(body), bodyWriter()))
    case 'refused':
      return bytesOf(kadkit.Refused.encode({ refusal: refusalNumber(body.refusal) }, bodyWriter()))
    default:
      throw new CodecError('bad-message', `body.type must be one that Message names, got ${describe(body)}`)
  }
}

/** The contacts, and then what has become of the value. */
function nodesAndEnd(contacts: readonly ListedContact[], end: true | Refusal, room: number): Uint8Array {
  const list = packContacts(contacts, room - END_BYTES)
  const bytes = freshBytes(list.length + END_BYTES)
  bytes.set(list)
  bytes[list.length] = end === true ? STORED_TAG : REFUSAL_TAG
  bytes[list.length + 1] = end === true ? 1 : refusalNumber(end)
  return bytes
}

function store(body: Body & { type: 'store' }): kadkit.Store.$Properties {
  const { key, cached, nodes = false } = body
  return { key: key.toBytes(), ...life(body), cached, nodes }
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
