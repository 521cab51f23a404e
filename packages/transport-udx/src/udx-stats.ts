/** What a udx transport has done so far. */

/** Counters since the transport was made; none of them counts a datagram twice. */
export interface UdxStats {
  /** Messages that the socket has passed to the system. It does not tell which of them the system refused. */
  readonly sent: number
  readonly bytesSent: number
  /** Messages that waited for the system, and were lost: by an error, or because the transport was closed. */
  readonly sendsFailed: number
  /** Messages that were lost on this side because more than `maxQueuedBytes` were waiting. */
  readonly sendsDropped: number
  /** Datagrams that came while the transport was open. */
  readonly received: number
  /** Their bytes; 2,048 for each that was cut. */
  readonly bytesReceived: number
  /** How many of those received were not handed on, because the socket may have cut them: 2,048 bytes and more. */
  readonly cut: number
  /** How many others were not handed on, because their sender cannot be answered: port 0, or link-local. */
  readonly unanswerable: number
}
