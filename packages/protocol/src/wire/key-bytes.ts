/** The bytes of keys, as they come from others. */

import { KEY_BYTES } from '@kadkit/key'

/** Whether these are the bytes of a key. */
export function isKey(bytes: Uint8Array | null | undefined): bytes is Uint8Array {
  return bytes?.length === KEY_BYTES
}
