/** How many bytes the parts of a frame take, so that what does not fit is known before it is encoded. */

import { KEY_BYTES } from '@kadkit/key'
import { HEADER_BYTES } from './frame-header.ts'

/** How many bytes a datagram can have on nearly every path: IPv6's 1,280 (RFC 8200, section 5) less all headers. */
export const SAFE_DATAGRAM_BYTES = 1_200
/** Bytes of a request id. */
export const REQUEST_ID_BYTES = 16
/** The greatest number of an attempt. */
export const MAX_ATTEMPT = 255
/** The longest life that can be told, in seconds, and the greatest length. */
export const MAX_UINT32: number = 2 ** 32 - 1
/** The smallest limit to the length of a message that this format can work with. */
const MIN_MESSAGE_BYTES = 256
/** The greatest limit to the length of a message. */
const MAX_MESSAGE_BYTES: number = 2 ** 31 - 1

/** The flag of a client's requests. */
export const CLIENT_FIELD_BYTES = 2

/** Fields of a body have numbers from 16 on, whose tags take two bytes. */
const BODY_TAG_BYTES = 2

/** The length of an unsigned number as a varint (protobuf encoding, "Base 128 Varints"). */
export function varintBytes(value: number): number {
  if (value < 2 ** 7) return 1
  if (value < 2 ** 14) return 2
  if (value < 2 ** 21) return 3
  return value < 2 ** 28 ? 4 : 5
}

/** The length of a length-delimited field: its tag, the length of its content, its content. */
export function fieldBytes(tagBytes: number, contentBytes: number): number {
  return tagBytes + varintBytes(contentBytes) + contentBytes
}

/** Writes an unsigned number as a varint; returns where it ends. */
export function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value
  let end = at
  while (rest > 127) {
    bytes[end++] = (rest & 127) | 128
    rest >>>= 7
  }
  bytes[end++] = rest
  return end
}

/** Writes what stands before the content of a length-delimited field (wire type 2); returns where the content begins. */
export function writeFieldStart(bytes: Uint8Array, at: number, field: number, contentBytes: number): number {
  return writeVarint(bytes, writeVarint(bytes, at, (field << 3) | 2), contentBytes)
}

/** The length of a publication in a body: its publisher, a key, and its version, a double. */
export const PUBLICATION_BYTES: number = fieldBytes(1, KEY_BYTES) + 1 + 8

/** The longest content of a length-delimited field that takes at most `room` bytes; 0 when not even that fits. */
export function contentRoom(tagBytes: number, room: number): number {
  let contentBytes = Math.max(0, room - tagBytes - 1)
  while (contentBytes > 0 && fieldBytes(tagBytes, contentBytes) > room) contentBytes--
  return contentBytes
}

/** The length of all of a frame but its body. */
export function envelopeBytes(attempt: number, client: boolean): number {
  const attemptBytes = attempt === 0 ? 0 : 1 + varintBytes(attempt)
  const clientBytes = client ? CLIENT_FIELD_BYTES : 0
  return (
    HEADER_BYTES + fieldBytes(1, REQUEST_ID_BYTES) + fieldBytes(1, KEY_BYTES) + attemptBytes + clientBytes
  )
}

/** The longest body that a frame of at most `room` bytes can carry. */
export function bodyRoom(attempt: number, room: number): number {
  return contentRoom(BODY_TAG_BYTES, room - envelopeBytes(attempt, false))
}

/** @throws RangeError for a limit to the length of a message that this format cannot work with. */
export function checkMaxMessageBytes(maxMessageBytes: number): void {
  const fits = maxMessageBytes >= MIN_MESSAGE_BYTES && maxMessageBytes <= MAX_MESSAGE_BYTES
  if (Number.isInteger(maxMessageBytes) && fits) return
  throw new RangeError(
    `maxMessageBytes must be an integer of ${MIN_MESSAGE_BYTES} to ${MAX_MESSAGE_BYTES}, got ${String(maxMessageBytes)}`,
  )
}
