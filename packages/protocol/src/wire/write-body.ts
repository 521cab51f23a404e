/** The bytes of what is said. */

import { kadkit } from '#wire'
import { CodecError } from './codec-error.ts'
import { packContacts } from './contact-list.ts'
import { isCount } from './count.ts'
import { FieldWriter } from './field-writer.ts'
import { freshBytes } from './frame-memory.ts'
import { keyField } from './key-field.ts'
import type { ListedContact, Message, Refusal } from './message.ts'
import type { Publication } from './publication.ts'
import { checkPublication } from './publication-fields.ts'
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
/** One for all bodies: each of them is copied into its frame before the next is written. */
const fields = new FieldWriter()
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
      return store(body)
    case 'find-node':
      return keyField(body.target)
    case 'find-value':
    case 'fetch':
      return keyField(body.key)
    case 'offer':
      return offer(body)
    case 'value':
      return value(body)
    case 'held':
      return held(body)
    case 'refused':
      return fields.begin().count(1, refusalNumber(body.refusal)).written
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

function store(body: Body & { type: 'store' }): Uint8Array {
  const { key, value, ttlSeconds, cached, publication, nodes = false } = body
  checkLife(value, ttlSeconds, publication)
  return fields
    .begin()
    .key(1, key)
    .bytes(2, value)
    .count(3, ttlSeconds)
    .flag(4, cached)
    .publication(5, publication)
    .flag(16, nodes).written
}

function offer(body: Body & { type: 'offer' }): Uint8Array {
  const { key, valueBytes, ttlSeconds, publication } = body
  if (valueBytes !== 0) checkCount('valueBytes', valueBytes)
  checkCount('ttlSeconds', ttlSeconds)
  checkPublication(publication, 'bad-message')
  return fields.begin().key(1, key).count(2, valueBytes).count(3, ttlSeconds).publication(5, publication)
    .written
}

function value(body: Body & { type: 'value' }): Uint8Array {
  const { value, ttlSeconds, publication } = body
  checkLife(value, ttlSeconds, publication)
  return fields.begin().bytes(1, value).count(2, ttlSeconds).publication(3, publication).written
}

function held(body: Body & { type: 'held' }): Uint8Array {
  const { valueBytes, ttlSeconds, publication } = body
  checkCount('valueBytes', valueBytes)
  checkCount('ttlSeconds', ttlSeconds)
  checkPublication(publication, 'bad-message')
  return fields.begin().count(1, valueBytes).count(2, ttlSeconds).publication(3, publication).written
}

function checkLife(value: Uint8Array, ttlSeconds: number, publication: Publication): void {
  if (!(value instanceof Uint8Array)) {
    throw new CodecError('bad-message', `value must be a Uint8Array, got ${typeof value}`)
  }
  checkCount('ttlSeconds', ttlSeconds)
  checkPublication(publication, 'bad-message')
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
