/** The seven bytes before the protobuf body: they refuse what is not ours before protobuf sees it. */

import type { FrameFault } from './frame-fault.ts'

/** Magic 2, version 1, network id 4. */
export const HEADER_BYTES = 7

// 14, then "k". 4 to 15 is the range of first bytes that none of STUN, ZRTP, DTLS, TURN, QUIC, RTP and RTCP uses
// (RFC 7983, RFC 9443), nor bencode ("d"), nor text. WIRE.md says more.
const MAGIC_0 = 0x0e
const MAGIC_1 = 0x6b
const VERSION = 1

/** Writes the header of `networkId` at the start of `bytes`. */
export function writeHeader(bytes: Uint8Array, networkId: number): void {
  bytes[0] = MAGIC_0
  bytes[1] = MAGIC_1
  bytes[2] = VERSION
  bytes[3] = networkId >>> 24
  bytes[4] = networkId >>> 16
  bytes[5] = networkId >>> 8
  bytes[6] = networkId
}

/** What is wrong with the header of `bytes` in the network `networkId`; undefined when nothing is. */
export function headerFault(bytes: Uint8Array, networkId: number): FrameFault | undefined {
  if (bytes.length < HEADER_BYTES || bytes[0] !== MAGIC_0 || bytes[1] !== MAGIC_1) return 'foreign'
  if (bytes[2] !== VERSION) return 'version'
  return uint32At(bytes, 3) === networkId ? undefined : 'network'
}

function uint32At(bytes: Uint8Array, offset: number): number {
  let value = 0
  for (let i = 0; i < 4; i++) value = value * 256 + (bytes[offset + i] ?? 0)
  return value
}
