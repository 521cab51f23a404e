/** One entry of the database: a checksum, what it is, when it was written, and the bytes. */

import { crcOfBytes, crcOfText } from './checksum.ts'

/** checksum (4 bytes) · kind (1) · sequence (6) · bytes; numbers are big-endian. */
const HEADER_BYTES = 11
const CHECKSUM_BYTES = 4
const VALUE = 1
const TOMBSTONE = 2

/** What a record that is whole says. */
export interface StoredRecord {
  /** Which write of this storage it was: they are counted, from 1. */
  readonly sequence: number
  /** A part of the record, not a copy; undefined when the write was a delete. */
  readonly bytes: Uint8Array | undefined
}

/** A record without sequence and checksum, with a copy of the bytes. */
export function draftRecord(bytes: Uint8Array | undefined): Uint8Array {
  const record = new Uint8Array(HEADER_BYTES + (bytes?.length ?? 0))
  record[CHECKSUM_BYTES] = bytes === undefined ? TOMBSTONE : VALUE
  if (bytes !== undefined) record.set(bytes, HEADER_BYTES)
  return record
}

/** Completes a draft: with its sequence, and a checksum of all of it and of its name. */
export function finishRecord(record: Uint8Array, name: string, sequence: number): void {
  writeNumber(record, 5, 6, sequence)
  writeNumber(record, 0, CHECKSUM_BYTES, checksum(record, name))
}

/** Undefined when the record is damaged, or another name's. */
export function readRecord(record: Uint8Array, name: string): StoredRecord | undefined {
  if (record.length < HEADER_BYTES || readNumber(record, 0, CHECKSUM_BYTES) !== checksum(record, name)) {
    return undefined
  }
  const isValue = record[CHECKSUM_BYTES] === VALUE
  return { sequence: readNumber(record, 5, 6), bytes: isValue ? record.subarray(HEADER_BYTES) : undefined }
}

/** The sequence of a value whose record, at this place, is known to be undamaged; undefined for a tombstone. */
export function sequenceOfValue(bytes: Uint8Array, at: number): number | undefined {
  return bytes[at + CHECKSUM_BYTES] === VALUE ? readNumber(bytes, at + 5, 6) : undefined
}

function checksum(record: Uint8Array, name: string): number {
  return crcOfBytes(record, crcOfText(name), CHECKSUM_BYTES)
}

// A DataView for each record would take as long as reading it.
function readNumber(from: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = at; i < at + length; i++) value = value * 256 + (from[i] ?? 0)
  return value
}

function writeNumber(to: Uint8Array, at: number, length: number, value: number): void {
  for (let i = at + length - 1, left = value; i >= at; i--, left = Math.floor(left / 256)) to[i] = left % 256
}
