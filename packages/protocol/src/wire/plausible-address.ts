/** Whether an address that another node lists may ever be asked. */

import { isUri, PACKED_IPV4_BYTES, packAddress } from './address.ts'

/** How far an address means the same node: on one machine, on one link, or further. `none`: for no single node. */
export type Scope = 'none' | 'machine' | 'link' | 'wide'

/** How far the address of a node that lists others means that node; undefined for an address of another transport. */
export function reachOf(from: string): Scope | undefined {
  const packed = packAddress(from)
  return packed === undefined ? undefined : scopeOf(packed)
}

/**
 * Whether `address`, which a node has listed whose own address has the reach `from`, can be a node's that we may send
 * to. It is false for
 * - unspecified, multicast, reserved and broadcast addresses: 0.0.0.0/8, 224.0.0.0/4, 240.0.0.0/4, ::, ff00::/8;
 * - IPv4 inside IPv6: ::ffff:0:0/96 and ::/96, by which one node would have two addresses;
 * - loopback (127.0.0.0/8, ::1), unless `from` is loopback itself or no IP address: a stranger could make us talk
 *   to the services of our own machine;
 * - link-local (169.254.0.0/16, fe80::/10), unless `from` is link-local, loopback or no IP address;
 * - port 0, host names and other text that is no address;
 * - addresses of other transports ("memory:7"), unless `from` is one too.
 *
 * Private addresses are plausible: whole networks run on them.
 */
export function isPlausible(address: string, from: Scope | undefined): boolean {
  const listed = packAddress(address)
  if (listed === undefined) return from === undefined && isUri(address)
  const scope = scopeOf(listed)
  if (scope === 'machine') return from === undefined || from === 'machine'
  if (scope === 'link') return from === undefined || from === 'machine' || from === 'link'
  return scope === 'wide'
}

function scopeOf(packed: Uint8Array): Scope {
  return packed.length === PACKED_IPV4_BYTES ? ipv4Scope(packed) : ipv6Scope(packed)
}

/** Of the IANA IPv4 special-purpose address registry (RFC 6890) only what can name no node here. */
function ipv4Scope(packed: Uint8Array): Scope {
  // By index: taking an array apart goes through an iterator, and every contact that is listed comes by here.
  const first = packed[0] ?? 0
  if (first === 0 || first >= 224) return 'none'
  if (first === 127) return 'machine'
  return first === 169 && packed[1] === 254 ? 'link' : 'wide'
}

/** RFC 4291, sections 2.4 to 2.7. */
function ipv6Scope(packed: Uint8Array): Scope {
  const [first = 0, second = 0] = packed
  if (first === 0xff) return 'none'
  if (first === 0xfe && (second & 0xc0) === 0x80) return 'link'
  if (isZero(packed, 0, 15) && packed[15] === 1) return 'machine'
  if (!isZero(packed, 0, 10)) return 'wide'
  const compatible = isZero(packed, 10, 12)
  const mapped = packed[10] === 0xff && packed[11] === 0xff
  return compatible || mapped ? 'none' : 'wide'
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false
  return true
}
