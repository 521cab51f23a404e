/** The frame around a body, as this code writes it: the fields in the order of their numbers, each once. */

import { KEY_BYTES } from '@kadkit/key'
import { Reader } from 'protobufjs/minimal.js'
import type { FrameFault } from './frame-fault.ts'
import { HEADER_BYTES, writeHeader } from './frame-header.ts'
import { freshBytes } from './frame-memory.ts'
import { hexAt, writeHex } from './hex.ts'
import { keyAt } from './kept.ts'
import { isRequest, type Message, type MessageType } from './message.ts'
import { nextTag } from './next-tag.ts'
import { readContent } from './read-body.ts'
import {
  envelopeBytes,
  fieldBytes,
  MAX_ATTEMPT,
  REQUEST_ID_BYTES,
  writeFieldStart,
  writeVarint,
} from './sizes.ts'

/** The numbers of the fields that say it, as kadkit.proto has them. */
const FIELDS: { readonly [type in MessageType]: number } = {
  ping: 16,
  store: 17,
  'find-node': 18,
  'find-value': 19,
  fetch: 20,
  offer: 21,
  pong: 32,
  stored: 33,
  nodes: 34,
  value: 35,
  refused: 36,
  held: 37,
  wanted: 38,
}

const REQUEST_ID_TAG = 0x0a
const SENDER_TAG = 0x12
const ATTEMPT_TAG = 0x18
const CLIENT_TAG = 0x38
const REQUEST_ID_AT: number = HEADER_BYTES + 2
const SENDER_AT: number = REQUEST_ID_AT + REQUEST_ID_BYTES + 2
const AFTER_SENDER: number = SENDER_AT + KEY_BYTES

/** The bytes of a frame; undefined when the id of `message` is not one. */
export function writeFrame(message: Message, content: Uint8Array, networkId: number): Uint8Array | undefined {
  const { attempt, body } = message
  const client = message.client === true && isRequest(body)
  const bytes = freshBytes(envelopeBytes(attempt, client) + fieldBytes(2, content.length))
  writeHeader(bytes, networkId)
  bytes[REQUEST_ID_AT - 2] = REQUEST_ID_TAG
  bytes[REQUEST_ID_AT - 1] = REQUEST_ID_BYTES
  if (!writeHex(message.id, bytes, REQUEST_ID_AT, REQUEST_ID_BYTES)) return undefined
  bytes[SENDER_AT - 2] = SENDER_TAG
  bytes[SENDER_AT - 1] = KEY_BYTES
  message.sender.writeTo(bytes, SENDER_AT)
  let at = AFTER_SENDER
  if (attempt > 0) {
    bytes[at] = ATTEMPT_TAG
    at = writeVarint(bytes, at + 1, attempt)
  }
  if (client) {
    bytes[at++] = CLIENT_TAG
    bytes[at++] = 1
  }
  at = writeFieldStart(bytes, at, FIELDS[body.type], content.length)
  // A ping has none, and even to copy nothing takes a tenth of its time.
  if (content.length > 0) bytes.set(content, at)
  return bytes
}

/**
 * The message of a frame that is written as here, or what is wrong with its body. Undefined for any other frame, which
 * may be right as well: fields in another order, more of them, or twice. Its header has been looked at.
 * @throws what protobuf throws
 */
export function readFrame(bytes: Uint8Array): Message | FrameFault | undefined {
  if (bytes[REQUEST_ID_AT - 2] !== REQUEST_ID_TAG || bytes[REQUEST_ID_AT - 1] !== REQUEST_ID_BYTES)
    return undefined
  if (bytes[SENDER_AT - 2] !== SENDER_TAG || bytes[SENDER_AT - 1] !== KEY_BYTES) return undefined
  const reader = new Reader(bytes)
  reader.pos = AFTER_SENDER
  let tag = nextTag(reader)
  let attempt = 0
  if (tag === ATTEMPT_TAG) {
    attempt = reader.uint32()
    tag = nextTag(reader)
  }
  const client = tag === CLIENT_TAG
  if (client) {
    if (!reader.bool()) return undefined
    tag = nextTag(reader)
  }
  // Then a field of bytes (wire type 2) that reaches to the end.
  if ((tag & 7) !== 2 || attempt > MAX_ATTEMPT) return undefined
  const contentBytes = reader.size()
  if (reader.pos + contentBytes !== bytes.length) return undefined
  const body = readContent(tag >>> 3, reader, contentBytes)
  // No body: it may be a part of the envelope once more, or a field that cannot be.
  if (body === 'unknown') return undefined
  if (typeof body === 'string') return body
  const id = hexAt(bytes, REQUEST_ID_AT, REQUEST_ID_BYTES)
  const message = { id, attempt, sender: keyAt(bytes, SENDER_AT), body }
  return client && isRequest(body) ? { ...message, client } : message
}
