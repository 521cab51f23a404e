/** Lists of contacts as they go over the wire: packed records, in one bytes field for each family of addresses. */

import { KEY_BYTES, Key } from '@kadkit/key'
import type { kadkit } from '#wire'
import {
  ipv4AddressAt,
  ipv6AddressAt,
  isUri,
  PACKED_IPV4_BYTES,
  PACKED_IPV6_BYTES,
  packAddress,
} from './address.ts'
import { type ListedContact, MAX_AGE_SECONDS } from './message.ts'
import { fieldBytes } from './sizes.ts'

/** The most contacts in one message. */
const MAX_CONTACTS = 64
const AGE_BYTES = 2
const IPV4_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV4_BYTES + AGE_BYTES
const IPV6_RECORD_BYTES: number = KEY_BYTES + PACKED_IPV6_BYTES + AGE_BYTES
/** Without its text. */
const URI_RECORD_BYTES: number = KEY_BYTES + 1 + AGE_BYTES
const NOTHING = new Uint8Array(0)

type Family = 'ipv4' | 'ipv6' | 'other'

/**
 * The first of `contacts` that fit into a body of `room` bytes, at most 64. Contacts whose address cannot be packed are
 * left out.
 */
export function packContacts(contacts: readonly ListedContact[], room: number): kadkit.Nodes.$Properties {
  const records: { readonly [family in Family]: Uint8Array[] } = { ipv4: [], ipv6: [], other: [] }
  const bytes = { ipv4: 0, ipv6: 0, other: 0 }
  let count = 0
  for (const contact of contacts) {
    const packed = packAddress(contact.address)
    if (packed === undefined && !isUri(contact.address)) continue
    const record = packed === undefined ? uriRecord(contact) : ipRecord(contact, packed)
    const family = familyOf(packed)
    bytes[family] += record.length
    count++
    if (count > MAX_CONTACTS || listBytes(bytes) > room) break
    records[family].push(record)
  }
  return { ipv4: join(records.ipv4), ipv6: join(records.ipv6), other: join(records.other) }
}

function familyOf(packed: Uint8Array | undefined): Family {
  if (packed === undefined) return 'other'
  return packed.length === PACKED_IPV4_BYTES ? 'ipv4' : 'ipv6'
}

function listBytes(bytes: { readonly [family in Family]: number }): number {
  return recordsBytes(bytes.ipv4) + recordsBytes(bytes.ipv6) + recordsBytes(bytes.other)
}

function recordsBytes(bytes: number): number {
  return bytes === 0 ? 0 : fieldBytes(1, bytes)
}

function ipRecord(contact: ListedContact, packed: Uint8Array): Uint8Array {
  const record = new Uint8Array(KEY_BYTES + packed.length + AGE_BYTES)
  record.set(packed, KEY_BYTES)
  return withKeyAndAge(record, contact)
}

function uriRecord(contact: ListedContact): Uint8Array {
  const { length } = contact.address
  const record = new Uint8Array(URI_RECORD_BYTES + length)
  record[KEY_BYTES] = length
  for (let i = 0; i < length; i++) record[KEY_BYTES + 1 + i] = contact.address.charCodeAt(i)
  return withKeyAndAge(record, contact)
}

function withKeyAndAge(record: Uint8Array, contact: ListedContact): Uint8Array {
  record.set(contact.key.toBytes(), 0)
  const age = ageSeconds(contact.ageMs)
  record[record.length - 2] = age >>> 8
  record[record.length - 1] = age
  return record
}

/** Whole seconds, rounded down; an age that is no number passes for the greatest. */
function ageSeconds(ageMs: number): number {
  if (!(ageMs < MAX_AGE_SECONDS * 1000)) return MAX_AGE_SECONDS
  return Math.max(0, Math.floor(ageMs / 1000))
}

function join(records: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(records.reduce((sum, record) => sum + record.length, 0))
  let offset = 0
  for (const record of records) {
    joined.set(record, offset)
    offset += record.length
  }
  return joined
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
  return { key: Key.fromBytes(bytes.subarray(start, start + KEY_BYTES)), address, ageMs: age * 1000 }
}
