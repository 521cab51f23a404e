/** How a udx transport is bound, and its limits. */

import { parseUdpAddress, type UdpAddress } from '@kadkit/transport-udp'

/** udx-native reads no more of a datagram, and does not say when there was more: one of this length may be cut. */
export const CUT_BYTES = 2_048

/** All may be left out. Those of `UdpTransport`, but for the longest message. */
export interface UdxTransportOptions {
  /**
   * The local IP address to bind, never a name: "127.0.0.1", "::1", or "0.0.0.0" (the default) for all IPv4
   * addresses of the machine, or "::" for all of both versions.
   */
  readonly host?: string
  /** The local port, 0 to 65,535; 0 (the default) takes any free one. */
  readonly port?: number
  /** The longest message to send, in bytes, 1 to 2,047; the receiver's socket would cut a longer one. Default 1,200. */
  readonly maxMessageBytes?: number
  /** The size of the system's receive buffer in bytes. Default: 1 MiB is asked for. The system may round, or cap. */
  readonly receiveBufferBytes?: number
  /** The size of the system's send buffer in bytes. Default: what udx-native asks for. The system may round, or cap. */
  readonly sendBufferBytes?: number
  /**
   * How many bytes may be on their way to the system; what is sent beyond is lost. They are what waits while its send
   * buffer is full, and all that was sent in this turn of the event loop. Default 4 MiB.
   */
  readonly maxQueuedBytes?: number
}

/** The options with their defaults, checked. */
export interface CompleteUdxOptions {
  readonly local: UdpAddress
  readonly maxMessageBytes: number
  readonly receiveBufferBytes: number | undefined
  readonly sendBufferBytes: number | undefined
  readonly maxQueuedBytes: number
}

/** The options with all defaults filled in. @throws RangeError that names the first bad one. */
export function completeOptions(options: UdxTransportOptions): CompleteUdxOptions {
  const host = options.host ?? '0.0.0.0'
  const port = integer('port', options.port ?? 0, 0, 65_535)
  return {
    local: { ...hostOf(host), port },
    maxMessageBytes: integer('maxMessageBytes', options.maxMessageBytes ?? 1_200, 1, CUT_BYTES - 1),
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

function hostOf(text: string): UdpAddress {
  const written = String(text)
  // Any port makes an address of a host, and the reader of addresses knows what a literal is.
  const address = parseUdpAddress(written.includes(':') ? `[${written}]:1` : `${written}:1`)
  if (address !== undefined) return address
  const shown = JSON.stringify(written.slice(0, 80))
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
