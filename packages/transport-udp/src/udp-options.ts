/** How a UDP transport is bound, and its limits. */

import { type IpHost, parseIpHost, type UdpAddress } from './udp-address.ts'

/** 65,535 bytes of an IPv4 packet less 20 of its header (RFC 791) and 8 of UDP's (RFC 768). IPv6 carries it too. */
const MAX_DATAGRAM_BYTES = 65_507

/** All may be left out. */
export interface UdpTransportOptions {
  /**
   * The local IP address to bind, never a name: "127.0.0.1", "::1", or "0.0.0.0" (the default) for all IPv4
   * addresses of the machine, or "::" for all of both versions.
   */
  readonly host?: string
  /** The local port, 0 to 65,535; 0 (the default) takes any free one. */
  readonly port?: number
  /**
   * The longest message to send, in bytes, at most 65,507. Default 1,200: with its headers it fits the 1,280 bytes
   * that every IPv6 link carries whole (RFC 8200, section 5). Longer ones travel in fragments, and many networks
   * drop those. What is received may be longer.
   */
  readonly maxMessageBytes?: number
  /** The size of the system's receive buffer in bytes. Default: as the system has it. It may round, or cap. */
  readonly receiveBufferBytes?: number
  /** The size of the system's send buffer in bytes. Default: as the system has it. It may round, or cap. */
  readonly sendBufferBytes?: number
  /** How many bytes may wait here while the system's send buffer is full; what is sent beyond is lost. Default 4 MiB. */
  readonly maxQueuedBytes?: number
}

/** The options with their defaults, checked. */
export interface CompleteUdpOptions {
  /** Its port may be 0: any free one. */
  readonly local: UdpAddress
  readonly maxMessageBytes: number
  readonly receiveBufferBytes: number | undefined
  readonly sendBufferBytes: number | undefined
  readonly maxQueuedBytes: number
}

/**
 * The options with all defaults filled in, for a socket that carries datagrams of so many bytes.
 * @throws RangeError that names the first bad one.
 */
export function completeUdpOptions(
  options: UdpTransportOptions,
  maxDatagramBytes: number = MAX_DATAGRAM_BYTES,
): CompleteUdpOptions {
  const host = hostOf(options.host ?? '0.0.0.0')
  return {
    local: { ...host, port: integer('port', options.port ?? 0, 0, 65_535) },
    maxMessageBytes: integer('maxMessageBytes', options.maxMessageBytes ?? 1_200, 1, maxDatagramBytes),
    receiveBufferBytes: bufferBytes('receiveBufferBytes', options.receiveBufferBytes),
    sendBufferBytes: bufferBytes('sendBufferBytes', options.sendBufferBytes),
    maxQueuedBytes: integer(
      'maxQueuedBytes',
      options.maxQueuedBytes ?? 4_194_304,
      1,
      Number.MAX_SAFE_INTEGER,
    ),
  }
}

function hostOf(text: string): IpHost {
  const host = parseIpHost(text)
  if (host !== undefined) return host
  const shown = JSON.stringify(String(text).slice(0, 80))
  throw new RangeError(`host must be an IP address without brackets, port or zone, and no name, got ${shown}`)
}

function bufferBytes(name: string, value: number | undefined): number | undefined {
  return value === undefined ? undefined : integer(name, value, 1, 2 ** 31 - 1)
}

function integer(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  const got = typeof value === 'string' ? JSON.stringify(value) : String(value)
  throw new RangeError(`${name} must be an integer of ${least} to ${most}, got ${got}`)
}
