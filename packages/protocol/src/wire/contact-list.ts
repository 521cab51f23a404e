/** Lists of contacts as they go over the wire: packed records, in one bytes field for each family of addresses. */

import { KEY_BYTES } from '@kadkit/key'
import type { kadkit } from '#wire'
import {
  ipv4AddressAt,
  ipv6AddressAt,
  isIp,
  isUri,
  MAX_URI_LENGTH,
  PACKED_IPV4_BYTES,
  PACKED_IPV6_BYTES,
  writeAddress,
} from './address.ts'
import { keyAt } from './kept.ts'
import { type ListedContact, MAX_AGE_SECONDS } from './message.ts'
import { fieldBytes, writeFieldStart } from './sizes.ts'

/** The most contacts in one message. */
const MAX_CONTACTS = 64
const AGE_BYTES = 2
const IPV4_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV4_BYTES + AGE_BYTES
const IPV6_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV6_BYTES + AGE_BYTES
/** Without its text. */
const URI_RECORD_BYTES: number = KEY_BYTES + 1 + AGE_BYTES
const NOTHING = new Uint8Array(0)

/** The records of one family, as they are packed: here one list at a time is put together. */
class Row {
  readonly bytes: Uint8Array
  length = 0

  constructor(maxRecordBytes: number) {
    // One more than is sent, which is packed before it is known not to fit.
    this.bytes = new Uint8Array((MAX_CONTACTS + 1) * maxRecordBytes)
  }

  /** The bytes of the record that `contact` is, written after the others, and not counted yet; 0 when it is none. */
  write({ key, address, ageMs }: ListedContact): number {
    const at = this.length + KEY_BYTES
    const packedBytes = isIp(address) ? writeAddress(address, this.bytes, at) : this.#writeUri(address, at)
    if (packedBytes === 0) return 0
    key.writeTo(this.bytes, this.length)
    const age = ageSeconds(ageMs)
    this.bytes[at + packedBytes] = age >>> 8
    this.bytes[at + packedBytes + 1] = age
    return KEY_BYTES + packedBytes + AGE_BYTES
  }

  #writeUri(address: string, at: number): number {
    if (!isUri(address)) return 0
    this.bytes[at] = address.length
    for (let i = 0; i < address.length; i++) this.bytes[at + 1 + i] = address.charCodeAt(i)
    return 1 + address.length
  }
}

/** In the order of their fields, from 1 on. */
const ROWS: readonly Row[] = [IPV4_RECORD_BYTES, IPV6_RECORD_BYTES, URI_RECORD_BYTES + MAX_URI_LENGTH].map(
  (maxRecordBytes) => new Row(maxRecordBytes),
)
const [IPV4, IPV6, OTHER] = ROWS as [Row, Row, Row]
const PACKED = new Uint8Array(ROWS.reduce((sum, { bytes }) => sum + fieldBytes(1, bytes.length), 0))

/**
 * The content of a `nodes` body with the first of `contacts` that fit into `room` bytes, at most 64. Contacts whose
 * address cannot be packed are left out. It is a view of memory that the next call writes into: copy it at once.
 */
export function packContacts(contacts: readonly ListedContact[], room: number): Uint8Array {
  for (const row of ROWS) row.length = 0
  let count = 0
  for (const contact of contacts) {
    const row = rowOf(contact.address)
    const recordBytes = row.write(contact)
    if (recordBytes === 0) continue
    row.length += recordBytes
    count++
    if (count <= MAX_CONTACTS && listBytes() <= room) continue
    row.length -= recordBytes
    break
  }
  return PACKED.subarray(0, join())
}

function rowOf(address: string): Row {
  if (!isIp(address)) return OTHER
  return address.startsWith('[') ? IPV6 : IPV4
}

function listBytes(): number {
  return rowBytes(IPV4) + rowBytes(IPV6) + rowBytes(OTHER)
}

function rowBytes({ length }: Row): number {
  return length === 0 ? 0 : fieldBytes(1, length)
}

/** Returns how many bytes all rows take together. */
function join(): number {
  let at = 0
  for (const [index, { bytes, length }] of ROWS.entries()) {
    if (length === 0) continue
    at = writeFieldStart(PACKED, at, index + 1, length)
    PACKED.set(bytes.subarray(0, length), at)
    at += length
  }
  return at
}

/** Whole seconds, rounded down; an age that is no number passes for the greatest. */
function ageSeconds(ageMs: number): number {
  if (!(ageMs < MAX_AGE_SECONDS * 1000)) return MAX_AGE_SECONDS
  return Math.max(0, Math.floor(ageMs / 1000))
}

/**
 * The contacts of a list: first those with IPv4 addresses, then IPv6, then others, each family in the order in which it
 * was sent. Contacts with port 0 or an unreadable address are left out.
 *
 * Undefined when the records are not whole, or are more than 64: they are counted before any is read.
 */
export function unpackContacts(nodes: kadkit.Nodes.$Properties): ListedContact[] | undefined {
  const ipv4 = nodes.ipv4 ?? NOTHING
  const ipv6 = nodes.ipv6 ?? NOTHING
  const other = nodes.other ?? NOTHING
  const uris = countUriRecords(other)
  const count = ipv4.length / IPV4_RECORD_BYTES + ipv6.length / IPV6_RECORD_BYTES + uris
  if (ipv4.length % IPV4_RECORD_BYTES !== 0 || ipv6.length % IPV6_RECORD_BYTES !== 0) return undefined
  if (uris < 0 || count > MAX_CONTACTS) return undefined
  const contacts: ListedContact[] = []
  readIpRecords(ipv4, IPV4_RECORD_BYTES, ipv4AddressAt, contacts)
  readIpRecords(ipv6, IPV6_RECORD_BYTES, ipv6AddressAt, contacts)
  readUriRecords(other, contacts)
  return contacts
}

function readIpRecords(
  bytes: Uint8Array,
  recordBytes: number,
  addressAt: (bytes: Uint8Array, offset: number) => string | undefined,
  contacts: ListedContact[],
): void {
  for (let at = 0; at < bytes.length; at += recordBytes) {
    const address = addressAt(bytes, at + KEY_BYTES)
    if (address !== undefined) contacts.push(contactAt(bytes, at, address, at + recordBytes))
  }
}

/** -1 when the last record is not whole. */
function countUriRecords(bytes: Uint8Array): number {
  let count = 0
  let at = 0
  while (at < bytes.length) {
    at = uriRecordEnd(bytes, at)
    count++
  }
  return at === bytes.length ? count : -1
}

function readUriRecords(bytes: Uint8Array, contacts: ListedContact[]): void {
  let end = 0
  for (let at = 0; at < bytes.length; at = end) {
    end = uriRecordEnd(bytes, at)
    const address = asciiOf(bytes, at + KEY_BYTES + 1, end - AGE_BYTES)
    if (isUri(address)) contacts.push(contactAt(bytes, at, address, end))
  }
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

function uriRecordEnd(bytes: Uint8Array, start: number): number {
  return start + URI_RECORD_BYTES + (bytes[start + KEY_BYTES] ?? 0)
}

function contactAt(bytes: Uint8Array, start: number, address: string, end: number): ListedContact {
  const age = ((bytes[end - 2] ?? 0) << 8) | (bytes[end - 1] ?? 0)
  return { key: keyAt(bytes, start), address, ageMs: age * 1000 }
}
