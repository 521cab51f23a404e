/** How a udx transport is bound, and its limits. */

import { type CompleteUdpOptions, completeUdpOptions } from '@kadkit/transport-udp'

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

/** The options with all defaults filled in. @throws RangeError that names the first bad one. */
export function completeOptions(options: UdxTransportOptions): CompleteUdpOptions {
  return completeUdpOptions(options, CUT_BYTES - 1)
}
