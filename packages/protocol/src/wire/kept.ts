/**
 * What was read off the wire last: node after node lists the same few hundred contacts, and who gives the one object for
 * all of them spares its making, and the memory of those who keep it. Each has one place, where a newer one replaces it.
 */

import { KEY_BYTES, Key } from '@kadkit/key'
import { ipv4Text } from './ipv4.ts'

const PLACE_BITS = 11
const PLACES: number = 2 ** PLACE_BITS

const keys = new Array<Key | undefined>(PLACES).fill(undefined)
const hosts = new Int32Array(PLACES)
const ports = new Uint16Array(PLACES)
const addresses = new Array<string>(PLACES).fill('')

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

/** The text of an IPv4 address, whose bytes are at `offset`, and a port of 1 to 65,535. */
export function ipv4AddressOf(bytes: Uint8Array, offset: number, port: number): string {
  const host =
    ((bytes[offset] ?? 0) << 24) |
    ((bytes[offset + 1] ?? 0) << 16) |
    ((bytes[offset + 2] ?? 0) << 8) |
    (bytes[offset + 3] ?? 0)
  const place = (Math.imul(host, 0x9e3779b1) ^ Math.imul(port, 0x85ebca6b)) >>> (32 - PLACE_BITS)
  // In places that nothing was put in yet, the port is 0.
  if (hosts[place] === host && ports[place] === port) return addresses[place] ?? ''
  const address = `${ipv4Text(bytes, offset)}:${port}`
  hosts[place] = host
  ports[place] = port
  addresses[place] = address
  return address
}
