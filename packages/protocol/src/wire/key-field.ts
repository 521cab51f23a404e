/** Bodies that have nothing but one key, in field 1: most requests are such. */

import { KEY_BYTES, type Key } from '@kadkit/key'
import { writeFieldStart } from './sizes.ts'

const CONTENT = new Uint8Array(2 + KEY_BYTES)
const KEY_AT = writeFieldStart(CONTENT, 0, 1, KEY_BYTES)

/** The content of such a body: memory that the next call writes into. */
export function keyField(key: Key): Uint8Array {
  key.writeTo(CONTENT, KEY_AT)
  return CONTENT
}
