/** Addresses as text, and as the bytes that go over the wire. */

import { ipv4Text, readDecimal, writeIpv4 } from './ipv4.ts'
import { ipv6Text, writeIpv6 } from './ipv6.ts'

/** Bytes of a packed IPv4 address and port. */
export const PACKED_IPV4_BYTES = 6
/** Bytes of a packed IPv6 address and port. */
export const PACKED_IPV6_BYTES = 18
/** Where one address at a time is packed, and what is given of it. */
const PACKED = new Uint8Array(PACKED_IPV6_BYTES)
const PACKED_IPV4: Uint8Array = PACKED.subarray(0, PACKED_IPV4_BYTES)
/** The most characters in an address that is neither IPv4 nor IPv6. */
export const MAX_URI_LENGTH = 64

const COLON = 0x3a
const OPENING_BRACKET = 0x5b

// A scheme without dots is no host name, and one that is not 1 to 4 hex digits is no group of an IPv6 address.
const URI = /^(?![0-9a-f]{1,4}:)[a-z][a-z0-9+-]*:[\x21-\x7e]+$/

/**
 * The bytes of "a.b.c.d:port" (4 and 2) or "[IPv6]:port" (16 and 2), big-endian. Undefined for everything else:
 * names, leading zeros in IPv4 and port, ports outside 1 to 65,535, zones ("%eth0"). They are a view of memory that the
 * next call writes into: copy what you keep.
 */
export function packAddress(text: string): Uint8Array | undefined {
  const length = writeAddress(text, PACKED, 0)
  if (length === 0) return undefined
  return length === PACKED_IPV4_BYTES ? PACKED_IPV4 : PACKED
}

/** The same, written into `bytes` from `offset` on. Returns how many bytes it is, and 0 for what is no address. */
export function writeAddress(text: string, bytes: Uint8Array, offset: number): number {
  const end = text.length
  if (text.charCodeAt(0) !== OPENING_BRACKET) {
    const colon = writeIpv4(text, 0, end, bytes, offset)
    return colon > 0 && writePort(text, colon, bytes, offset + 4) ? PACKED_IPV4_BYTES : 0
  }
  const bracket = text.indexOf(']')
  if (!writeIpv6(text, 1, bracket, bytes, offset)) return 0
  return writePort(text, bracket + 1, bytes, offset + 16) ? PACKED_IPV6_BYTES : 0
}

/** Writes the 2 bytes of the port in ":port", which `text` has from `colon` to its end; false when it is none. */
function writePort(text: string, colon: number, bytes: Uint8Array, offset: number): boolean {
  if (text.charCodeAt(colon) !== COLON) return false
  const port = readDecimal(text, colon + 1, text.length, 65_535)
  if (port < 1) return false
  bytes[offset] = port >>> 8
  bytes[offset + 1] = port
  return true
}

/** The text of a packed address of 6 or 18 bytes; undefined for another length, and for port 0. */
export function unpackAddress(bytes: Uint8Array): string | undefined {
  if (bytes.length === PACKED_IPV4_BYTES) return ipv4AddressAt(bytes, 0)
  if (bytes.length === PACKED_IPV6_BYTES) return ipv6AddressAt(bytes, 0)
  return undefined
}

/** The text of the packed IPv4 address at `offset`; undefined for port 0. */
export function ipv4AddressAt(bytes: Uint8Array, offset: number): string | undefined {
  const port = portAt(bytes, offset + 4)
  return port === 0 ? undefined : `${ipv4Text(bytes, offset)}:${port}`
}

/** The text of the packed IPv6 address at `offset`; undefined for port 0. */
export function ipv6AddressAt(bytes: Uint8Array, offset: number): string | undefined {
  const port = portAt(bytes, offset + 16)
  return port === 0 ? undefined : `[${ipv6Text(bytes, offset)}]:${port}`
}

function portAt(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
}

/**
 * Whether `text` is an address of another transport, such as "memory:7": a scheme of lower-case letters, digits, "+"
 * and "-" that begins with a letter and is not 1 to 4 hex digits; ":"; and one or more printable characters of ASCII
 * without space. At most 64 characters in all.
 */
export function isUri(text: string): boolean {
  return text.length <= MAX_URI_LENGTH && URI.test(text)
}

/**
 * The one way to write an address, so that equal addresses are equal strings: IPv4 as it is, IPv6 as RFC 5952 has
 * it, those of other transports as they are. Undefined for what is no address of these kinds, a host name above all.
 */
export function canonicalAddress(text: string): string | undefined {
  const packed = packAddress(text)
  if (packed !== undefined) return unpackAddress(packed)
  return isUri(text) ? text : undefined
}
