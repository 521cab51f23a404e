/** What a UDP transport has done so far. */

/** Counters since the transport was made; none of them counts a datagram twice. */
export interface UdpStats {
  /** Messages that the system has taken. That is no word about their arrival. */
  readonly sent: number
  readonly bytesSent: number
  /** Messages that were lost on this side by an error of the system, by its code: "ENETUNREACH", "EMSGSIZE", … */
  readonly sendErrors: Readonly<Record<string, number>>
  /** Messages that were lost on this side because more than `maxQueuedBytes` were waiting. */
  readonly sendsDropped: number
  /** Datagrams that came while the transport was open. */
  readonly received: number
  readonly bytesReceived: number
  /** How many of those received were not handed on, because their sender cannot be answered: port 0, or a zone. */
  readonly unanswerable: number
  /** Errors that the socket reported by itself after it was open. None of them closes it. */
  readonly socketErrors: number
}
