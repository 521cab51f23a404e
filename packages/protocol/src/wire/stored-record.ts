/** A value record as it is kept on a disk. */

import { Key } from '@kadkit/key'
import { kadkit } from '#wire'
import { CodecError } from './codec-error.ts'
import { FieldWriter } from './field-writer.ts'
import { isKey } from './key-bytes.ts'
import { checkPublication, readPublication } from './publication-fields.ts'
import { isStoredLater, readStored, storedBytes } from './stored-bytes.ts'
import type { ValueRecord } from './value-record.ts'

const VERSION = 1
/** As long as the longest address. */
const MAX_SOURCE_LENGTH = 64
const fields = new FieldWriter()

/**
 * The bytes of a record, in an array of the caller's own: a version, then protobuf, as WIRE.md describes them. The
 * ArrayBuffer of that array may have others beside it.
 * @throws CodecError 'bad-record' unless the value is bytes, `expiresAt` a number above 0, and the version an integer
 *   of 1 to 2^53 - 1.
 */
export function encodeRecord(record: ValueRecord): Uint8Array {
  const { key, value, expiresAt, cached, publication, publishedAt = 0, source = '' } = record
  if (!(value instanceof Uint8Array)) {
    throw new CodecError('bad-record', `value must be a Uint8Array, got ${typeof value}`)
  }
  if (!isInstant(expiresAt)) {
    throw new CodecError('bad-record', `expiresAt must be a number above 0, got ${String(expiresAt)}`)
  }
  checkPublication(publication, 'bad-record')
  const { written } = fields
    .begin()
    .key(1, key)
    .bytes(2, value)
    .double(3, expiresAt)
    .flag(4, cached)
    .publication(5, publication)
    .double(7, publishedAt)
    .text(8, source)
  return storedBytes(VERSION, written)
}

/**
 * The record that `bytes` say, in memory of its own; undefined when they are no record of a version that this code
 * knows, or a field is missing or out of its range. Never throws, whatever they are.
 */
export function decodeRecord(bytes: Uint8Array): ValueRecord | undefined {
  const record = readStored(VERSION, bytes, (reader) => kadkit.Record.decode(reader))
  if (record === undefined || !isKey(record.key) || record.value == null) return undefined
  const publication = readPublication(record)
  if (publication === undefined || !isInstant(record.expiresAtMs)) return undefined
  return {
    key: Key.fromBytes(record.key),
    value: new Uint8Array(record.value),
    expiresAt: record.expiresAtMs,
    cached: record.cached,
    publication,
    ...(isInstant(record.publishedAtMs) && { publishedAt: record.publishedAtMs }),
    ...(isSource(record.source) && { source: record.source }),
  }
}

/** Whether a later version of this code may have written these bytes, which `decodeRecord` takes for no record. */
export function isLaterRecord(bytes: Uint8Array): boolean {
  return isStoredLater(VERSION, bytes)
}

function isSource(text: string): boolean {
  return text.length > 0 && text.length <= MAX_SOURCE_LENGTH
}

function isInstant(ms: number): boolean {
  return ms > 0
}
