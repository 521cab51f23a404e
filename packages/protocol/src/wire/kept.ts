/**
 * What went over the wire last: node after node lists the same few hundred contacts, and who gives the one object for
 * all of them spares its making, and the memory of those who keep it. Who lists them again need not read their addresses
 * again. Each has one place, by its key, where a newer one replaces it.
 */

import { KEY_BITS, KEY_BYTES, Key, wordFrom } from '@kadkit/key'
import { ipv4AddressAt, ipv6AddressAt, PACKED_IPV4_BYTES, writeAddress } from './address.ts'

const PLACES = 2 ** 11

const keys = new Array<Key | undefined>(PLACES).fill(undefined)
/** Of an IPv6 address: so many has the longest. */
const WORDS = 4
/** The address of a contact with a key of this place: its text, and how it is packed. Of none yet, the length is 0. */
const texts = new Array<string>(PLACES).fill('')
const lengths = new Uint8Array(PLACES)
const words = new Int32Array(WORDS * PLACES)
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

/**
 * The text of the packed address of 6 or 18 bytes at `offset`, which is that of `key`; undefined for port 0. Takes a view
 * of these `bytes` as well.
 */
export function addressIn(
  view: DataView,
  bytes: Uint8Array,
  offset: number,
  length: number,
  key: Key,
): string | undefined {
  const place = placeOf(key)
  if (isKept(place, view, offset, length)) return texts[place]
  const text = length === PACKED_IPV4_BYTES ? ipv4AddressAt(bytes, offset) : ipv6AddressAt(bytes, offset)
  if (text !== undefined) keep(place, text, view, offset, length)
  return text
}

/**
 * Writes the address of the contact with this key, if it is one of IP; how many bytes it is, and 0 for none. Takes a view
 * of these `bytes` as well.
 */
export function writeAddressOf(
  key: Key,
  text: string,
  view: DataView,
  bytes: Uint8Array,
  offset: number,
): number {
  const place = placeOf(key)
  const length = lengths[place] ?? 0
  if (length === 0 || texts[place] !== text) {
    const written = writeAddress(text, bytes, offset)
    // What is kept is given to those who read, who get the one way to write an address. Of IPv4 there is no other.
    const isOne = written === PACKED_IPV4_BYTES || (written > 0 && text === ipv6AddressAt(bytes, offset))
    if (isOne) keep(place, text, view, offset, written)
    return written
  }
  // Equal, but perhaps another object: the same one is compared at once, and who writes has the one that is asked for next.
  texts[place] = text
  const end = offset + length - 2
  for (let at = offset, word = WORDS * place; at < end; at += 4, word++) view.setInt32(at, words[word] ?? 0)
  view.setUint16(end, ports[place] ?? 0)
  return length
}

function placeOf(key: Key): number {
  return wordFrom(key, KEY_BITS - 32) & (PLACES - 1)
}

function isKept(place: number, view: DataView, offset: number, length: number): boolean {
  if (lengths[place] !== length || ports[place] !== view.getUint16(offset + length - 2)) return false
  const first = WORDS * place
  if (words[first] !== view.getInt32(offset)) return false
  if (length === PACKED_IPV4_BYTES) return true
  for (let i = 1; i < WORDS; i++) if (words[first + i] !== view.getInt32(offset + 4 * i)) return false
  return true
}

function keep(place: number, text: string, view: DataView, offset: number, length: number): void {
  texts[place] = text
  lengths[place] = length
  const end = offset + length - 2
  for (let at = offset, word = WORDS * place; at < end; at += 4, word++) words[word] = view.getInt32(at)
  ports[place] = view.getUint16(end)
}
