/** How long a value may be. */

import { KEY_BYTES } from '@kadkit/key'
import {
  bodyRoom,
  CLIENT_FIELD_BYTES,
  checkMaxMessageBytes,
  contentRoom,
  fieldBytes,
  MAX_ATTEMPT,
  MAX_UINT32,
  PUBLICATION_BYTES,
  SAFE_DATAGRAM_BYTES,
  varintBytes,
} from './sizes.ts'

/** A write token of a later version of the format. */
const TOKEN_FIELD_BYTES: number = fieldBytes(1, 30)
const KEY_FIELD_BYTES: number = fieldBytes(1, KEY_BYTES)
const TTL_FIELD_BYTES: number = 1 + varintBytes(MAX_UINT32)
const CACHED_FIELD_BYTES = 2
/** All of a store request but the value. */
const STORE_FIELDS_BYTES: number = KEY_FIELD_BYTES + TTL_FIELD_BYTES + CACHED_FIELD_BYTES + PUBLICATION_BYTES

/**
 * The longest value, in bytes, that every store request and every value reply can carry in a message of
 * `maxMessageBytes`, whatever the other fields say. Room is left for the token of a later version of the format, so
 * that a value which is stored today can still be moved then: 1,012 bytes in a message of 1,200.
 *
 * @throws RangeError unless `maxMessageBytes` is an integer of 256 to 2^31 - 1.
 */
export function maxValueBytes(maxMessageBytes: number): number {
  checkMaxMessageBytes(maxMessageBytes)
  // A store request carries all that a value reply does, and more.
  const storeRoom = bodyRoom(MAX_ATTEMPT, maxMessageBytes - TOKEN_FIELD_BYTES - CLIENT_FIELD_BYTES)
  return contentRoom(1, storeRoom - STORE_FIELDS_BYTES)
}

/**
 * The longest value that is sent to who has only asked whether there is one: what fits a message of 1,200 bytes. For a
 * longer one, `held` says its length, and `fetch` asks for it.
 */
export const SHORT_VALUE_BYTES: number = maxValueBytes(SAFE_DATAGRAM_BYTES)
