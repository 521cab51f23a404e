/** A store as this code writes it: the fields in the order of their numbers, each once. */

import { KEY_BYTES, type Key } from '@kadkit/key'
import type { Reader } from 'protobufjs/minimal.js'
import { isCount } from './count.ts'
import { keyAt } from './kept.ts'
import type { Request } from './message.ts'
import { nextTag } from './next-tag.ts'
import { isVersion } from './publication.ts'

const KEY_TAG = 0x0a
const VALUE_TAG = 0x12
const TTL_TAG = 0x18
const CACHED_TAG = 0x20
const PUBLISHER_TAG = 0x2a
const VERSION_TAG = 0x31
const NODES_TAG = 0x80

/**
 * The store that stands from where `reader` is to its end; its value is a view of the frame. Undefined for any other, which
 * may be right as well, and then `reader` is where it was.
 * @throws what protobuf throws
 */
export function readPlainStore(reader: Reader): (Request & { type: 'store' }) | undefined {
  const { pos } = reader
  const store = readFields(reader)
  if (store === undefined) reader.pos = pos
  return store
}

function readFields(reader: Reader): (Request & { type: 'store' }) | undefined {
  const key = readKey(reader, KEY_TAG)
  if (key === undefined || nextTag(reader) !== VALUE_TAG) return undefined
  const value = readView(reader)
  if (nextTag(reader) !== TTL_TAG) return undefined
  const ttlSeconds = reader.uint32()
  const cached = reader.buf[reader.pos] === CACHED_TAG && nextTag(reader) !== 0 && reader.bool()
  const publisher = readKey(reader, PUBLISHER_TAG)
  if (publisher === undefined || nextTag(reader) !== VERSION_TAG) return undefined
  const version = reader.double()
  if (!isCount(ttlSeconds) || !isVersion(version)) return undefined
  const publication = { publisher, version }
  if (reader.pos === reader.len) return { type: 'store', key, value, ttlSeconds, cached, publication }
  if (nextTag(reader) !== NODES_TAG || !reader.bool() || reader.pos < reader.len) return undefined
  return { type: 'store', key, value, ttlSeconds, cached, publication, nodes: true }
}

/** Bytes where they are, in a plain Uint8Array also of a Buffer. */
function readView(reader: Reader): Uint8Array {
  const length = reader.uint32()
  const { buf, pos, len } = reader
  if (pos + length > len) throw new RangeError(`there are no ${length} bytes from ${pos} on`)
  reader.pos = pos + length
  return new Uint8Array(buf.buffer, buf.byteOffset + pos, length)
}

function readKey(reader: Reader, tag: number): Key | undefined {
  const { buf, pos, len } = reader
  const start = pos + 2
  if (buf[pos] !== tag || buf[pos + 1] !== KEY_BYTES || start + KEY_BYTES > len) return undefined
  reader.pos = start + KEY_BYTES
  return keyAt(buf, start)
}
