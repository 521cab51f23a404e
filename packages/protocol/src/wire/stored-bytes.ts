/** Bytes on a disk: a version, then protobuf, as WIRE.md describes them. */

import { Reader } from 'protobufjs/minimal.js'
import { freshBytes } from './frame-memory.ts'

const VERSION_BYTES = 1

/** A version, 1 to 255, and what was written, in an array of the caller's own. Its ArrayBuffer may have others beside it. */
export function storedBytes(version: number, content: Uint8Array): Uint8Array {
  const bytes = freshBytes(VERSION_BYTES + content.length)
  bytes[0] = version
  bytes.set(content, VERSION_BYTES)
  return bytes
}

/** Whether they may be of a later version than this: nothing that this code can read, but no damage. */
export function isStoredLater(version: number, bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) > version
}

/** What stands behind this version; undefined when it is another, or that cannot be decoded. Never throws. */
export function readStored<Decoded>(
  version: number,
  bytes: Uint8Array,
  decode: (reader: Reader) => Decoded,
): Decoded | undefined {
  if (bytes[0] !== version) return undefined
  const reader = new Reader(bytes)
  reader.pos = VERSION_BYTES
  try {
    return decode(reader)
  } catch {
    return undefined
  }
}
