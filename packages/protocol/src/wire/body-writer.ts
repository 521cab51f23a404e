/** What protobuf writes bodies with. */

import { Writer } from 'protobufjs/minimal.js'

/** The memory of a longer body is let go. */
const MAX_KEPT_BYTES = 4_096

let writer = new Writer()

/** One for all bodies, emptied: each of them is copied into its frame before the next is written. */
export function bodyWriter(): Writer {
  return writer.reset()
}

/** What was written, without a copy: a view of memory that the next body is written into. */
export function bytesOf(written: Writer): Uint8Array {
  const bytes = written.finish(true)
  if (bytes.length > MAX_KEPT_BYTES) writer = new Writer()
  return bytes
}
