/** Where a value came from, as far as its sender cannot choose it freely. */

import { PACKED_IPV4_BYTES, packAddress } from '../wire/address.ts'
import { ipv4Text } from '../wire/ipv4.ts'
import { ipv6Text } from '../wire/ipv6.ts'

const IPV6_BYTES = 16
/** Bytes of an IPv6 address that are the network: 48 bits, what a site is given (RFC 6177, section 2). */
const IPV6_NETWORK_BYTES = 6
const MAPPED_PREFIX_BYTES = 12

/** Who sends one value often sends another: so many are remembered, each in the one place for its address. */
const PLACES = 256
const addresses = new Array<string>(PLACES).fill('')
const networks = new Array<string>(PLACES).fill('')

/**
 * The network that an address is in, which stands for whoever sends from it: keys are free to invent, networks are
 * not. Of IPv4 it is the /24 ("192.0.2.0/24"), of IPv6 the /48 ("2001:db8:1::/48"); IPv4 inside IPv6
 * (::ffff:0:0/96), which a socket for both gives, is IPv4. Any other address is a network of its own. Equal networks are
 * equal text, of at most 64 characters if the address is one of at most 64.
 */
export function sourceOf(address: string): string {
  const place = placeOf(address)
  if (addresses[place] !== address) {
    networks[place] = networkOf(address)
    addresses[place] = address
  }
  return networks[place] as string
}

/** Addresses differ at their ends. */
function placeOf(address: string): number {
  const { length } = address
  let hash = length
  for (let at = Math.max(0, length - 8); at < length; at++) hash = 31 * hash + address.charCodeAt(at)
  return hash & (PLACES - 1)
}

function networkOf(address: string): string {
  const packed = packAddress(address)
  if (packed === undefined) return address
  if (packed.length === PACKED_IPV4_BYTES) return ipv4Network(packed, 0)
  return isMapped(packed) ? ipv4Network(packed, MAPPED_PREFIX_BYTES) : ipv6Network(packed)
}

function ipv4Network(packed: Uint8Array, offset: number): string {
  const bytes = packed.slice(offset, offset + 4)
  bytes[3] = 0
  return `${ipv4Text(bytes, 0)}/24`
}

function ipv6Network(packed: Uint8Array): string {
  const bytes = new Uint8Array(IPV6_BYTES)
  bytes.set(packed.subarray(0, IPV6_NETWORK_BYTES))
  return `${ipv6Text(bytes, 0)}/48`
}

function isMapped(packed: Uint8Array): boolean {
  return packed.subarray(0, MAPPED_PREFIX_BYTES).every((byte, i) => byte === (i < 10 ? 0 : 0xff))
}
