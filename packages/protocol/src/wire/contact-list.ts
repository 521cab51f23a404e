/** Lists of contacts as they go over the wire: packed records, in one bytes field for each family of addresses. */

import { KEY_BYTES, type Key } from '@kadkit/key'
import type { kadkit } from '#wire'
import { isUri, MAX_URI_LENGTH, PACKED_IPV4_BYTES, PACKED_IPV6_BYTES } from './address.ts'
import { AGE_BYTES, ContactRow, START_BYTES } from './contact-row.ts'
import { isDigit } from './ipv4.ts'
import { addressIn, keyAt, keyIn, writeAddressOf } from './kept.ts'
import type { ListedContact } from './message.ts'

/** The most contacts in one message. */
const MAX_CONTACTS = 64
const IPV4_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV4_BYTES + AGE_BYTES
const IPV6_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV6_BYTES + AGE_BYTES
/** Without its text. */
const URI_RECORD_BYTES: number = KEY_BYTES + 1 + AGE_BYTES
const OPENING_BRACKET = 0x5b
const NOTHING = new Uint8Array(0)
/** The records of a list that is read, where there is a view of them: to make one for each list takes longer than this copy. */
const RECORDS = new Uint8Array(MAX_CONTACTS * IPV6_RECORD_BYTES)
const RECORDS_VIEW = new DataView(RECORDS.buffer)

/** One more than is sent, which is packed before it is known not to fit. */
const PACKED_CONTACTS: number = MAX_CONTACTS + 1
const IPV4 = new ContactRow(1, PACKED_CONTACTS * IPV4_RECORD_BYTES, writeAddressOf)
const IPV6 = new ContactRow(2, PACKED_CONTACTS * IPV6_RECORD_BYTES, writeAddressOf)
const OTHER = new ContactRow(3, PACKED_CONTACTS * (URI_RECORD_BYTES + MAX_URI_LENGTH), writeUri)
/** In the order of their fields. */
const ROWS: readonly ContactRow[] = [IPV4, IPV6, OTHER]
/** Lists with addresses of more than one family are put together here. */
const PACKED = new Uint8Array(PACKED_CONTACTS * (URI_RECORD_BYTES + MAX_URI_LENGTH) + 3 * START_BYTES)

/**
 * The content of a `nodes` body with the first of `contacts` that fit into `room` bytes, at most 64. Contacts whose
 * address cannot be packed are left out. It is a view of memory that the next call writes into: copy it at once.
 */
export function packContacts(contacts: readonly ListedContact[], room: number): Uint8Array {
  for (const row of ROWS) row.clear()
  let count = 0
  let mostBytes = ROWS.length * START_BYTES
  for (const contact of contacts) {
    const row = rowOf(contact.address)
    const recordBytes = row.add(contact)
    if (recordBytes === 0) continue
    count++
    mostBytes += recordBytes
    if (count <= MAX_CONTACTS && (mostBytes <= room || listBytes() <= room)) continue
    row.takeBack(recordBytes)
    break
  }
  return IPV6.fieldBytes + OTHER.fieldBytes === 0 ? IPV4.toField() : joined()
}

function listBytes(): number {
  return IPV4.fieldBytes + IPV6.fieldBytes + OTHER.fieldBytes
}

function rowOf(address: string): ContactRow {
  const first = address.charCodeAt(0)
  if (isDigit(first)) return IPV4
  return first === OPENING_BRACKET ? IPV6 : OTHER
}

function joined(): Uint8Array {
  let length = 0
  for (const row of ROWS) {
    const field = row.toField()
    PACKED.set(field, length)
    length += field.length
  }
  return PACKED.subarray(0, length)
}

function writeUri(_key: Key, address: string, _view: DataView, bytes: Uint8Array, offset: number): number {
  if (!isUri(address)) return 0
  bytes[offset] = address.length
  for (let i = 0; i < address.length; i++) bytes[offset + 1 + i] = address.charCodeAt(i)
  return 1 + address.length
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
  // Of its length from the beginning: grown by push, it would have twice the room that it needs.
  const contacts = new Array<ListedContact>(count)
  let read = readIpRecords(ipv4, IPV4_RECORD_BYTES, contacts, 0)
  read = readIpRecords(ipv6, IPV6_RECORD_BYTES, contacts, read)
  read = readUriRecords(other, contacts, read)
  if (read < count) contacts.length = read
  return contacts
}

/** Reads them into `contacts` from `from` on; returns where they end there. */
function readIpRecords(
  bytes: Uint8Array,
  recordBytes: number,
  contacts: ListedContact[],
  from: number,
): number {
  let read = from
  RECORDS.set(bytes)
  for (let at = 0; at < bytes.length; at += recordBytes) {
    const ageAt = at + recordBytes - AGE_BYTES
    const addressAt = at + KEY_BYTES
    const key = keyIn(RECORDS_VIEW, RECORDS, at)
    const address = addressIn(RECORDS_VIEW, RECORDS, addressAt, ageAt - addressAt, key)
    const ageMs = 1000 * RECORDS_VIEW.getUint16(ageAt)
    if (address !== undefined) contacts[read++] = { key, address, ageMs }
  }
  return read
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

function readUriRecords(bytes: Uint8Array, contacts: ListedContact[], from: number): number {
  let read = from
  let end = 0
  for (let at = 0; at < bytes.length; at = end) {
    end = uriRecordEnd(bytes, at)
    const address = asciiOf(bytes, at + KEY_BYTES + 1, end - AGE_BYTES)
    const age = ((bytes[end - 2] ?? 0) << 8) | (bytes[end - 1] ?? 0)
    if (isUri(address)) contacts[read++] = { key: keyAt(bytes, at), address, ageMs: 1000 * age }
  }
  return read
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

function uriRecordEnd(bytes: Uint8Array, start: number): number {
  return start + URI_RECORD_BYTES + (bytes[start + KEY_BYTES] ?? 0)
}
