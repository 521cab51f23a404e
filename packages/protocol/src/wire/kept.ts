/**
 * What went over the wire last: node after node lists the same few hundred contacts, and who gives the one object for
 * all of them spares its making, and the memory of those who keep it. Who lists them again need not read their addresses
 * again. Each has one place, by its key, where a newer one replaces it.
 */

import { KEY_BITS, KEY_BYTES, Key, wordFrom } from '@kadkit/key'
import { PACKED_IPV4_BYTES, writeAddress } from './address.ts'
import { ipv4Text } from './ipv4.ts'

const PLACES = 2 ** 11

const keys = new Array<Key | undefined>(PLACES).fill(undefined)
/** The address of a contact with a key of this place: its text, and its four bytes and its port. */
const addresses = new Array<string>(PLACES).fill('')
const hosts = new Int32Array(PLACES)
const ports = new Uint16Array(PLACES)

/** The key at `offset`. @throws RangeError when there are not so many bytes. */
export function keyAt(bytes: Uint8Array, offset: number): Key {
  const last = offset + KEY_BYTES - 1
  const place = (((bytes[last - 1] ?? 0) << 8) | (bytes[last] ?? 0)) & (PLACES - 1)
  const kept = keys[place]
  if (kept?.isAt(bytes, offset)) return kept
  const key = Key.readFrom(bytes, offset)
  keys[place] = key
  return key
}

/** The same of a view of these `bytes`, which is read faster: for many keys in a row. */
export function keyIn(view: DataView, bytes: Uint8Array, offset: number): Key {
  const place = view.getInt32(offset + KEY_BYTES - 4) & (PLACES - 1)
  const kept = keys[place]
  if (kept?.isIn(view, offset)) return kept
  const key = Key.readFrom(bytes, offset)
  keys[place] = key
  return key
}

/** The text of the packed IPv4 address at `offset`, which is that of `key`; undefined for port 0. Takes a view as well. */
export function ipv4AddressIn(
  view: DataView,
  bytes: Uint8Array,
  offset: number,
  key: Key,
): string | undefined {
  const host = view.getInt32(offset)
  const port = view.getUint16(offset + 4)
  if (port === 0) return undefined
  const place = placeOf(key)
  // In places that nothing was put in yet, the port is 0.
  if (hosts[place] === host && ports[place] === port) return addresses[place]
  return keep(place, `${ipv4Text(bytes, offset)}:${port}`, host, port)
}

/** Writes the packed IPv4 address `text`, which is that of `key`; how many bytes it is, and 0 when it is none. */
export function writeIpv4AddressOf(key: Key, text: string, bytes: Uint8Array, offset: number): number {
  const place = placeOf(key)
  const port = ports[place] ?? 0
  if (port === 0 || addresses[place] !== text) {
    if (text.startsWith('[') || writeAddress(text, bytes, offset) === 0) return 0
    keep(place, text, hostAt(bytes, offset), portAt(bytes, offset + 4))
    return PACKED_IPV4_BYTES
  }
  const host = hosts[place] ?? 0
  bytes[offset] = host >>> 24
  bytes[offset + 1] = host >>> 16
  bytes[offset + 2] = host >>> 8
  bytes[offset + 3] = host
  bytes[offset + 4] = port >>> 8
  bytes[offset + 5] = port
  return PACKED_IPV4_BYTES
}

function placeOf(key: Key): number {
  return wordFrom(key, KEY_BITS - 32) & (PLACES - 1)
}

function keep(place: number, address: string, host: number, port: number): string {
  addresses[place] = address
  hosts[place] = host
  ports[place] = port
  return address
}

function hostAt(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] ?? 0) << 24) |
    ((bytes[offset + 1] ?? 0) << 16) |
    ((bytes[offset + 2] ?? 0) << 8) |
    (bytes[offset + 3] ?? 0)
  )
}

function portAt(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
}
