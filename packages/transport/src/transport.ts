/** Moving messages as a seam: what a node needs of a network. */

/**
 * Where a message can be sent: opaque to all but the transport that gave it (and the wire format, which packs it).
 * For example "127.0.0.1:4000", "[::1]:4000" or "memory:7".
 */
export type Address = string

/** What a transport calls. Neither may throw, nor be called before `open`, after `close`, or inside `send`. */
export interface TransportHandlers {
  /**
   * One whole message has come. Its bytes are the receiver's to keep, in a plain Uint8Array (the `slice` of a Buffer
   * would not copy). `from` can be answered, and is the same text whenever it is the same peer.
   */
  receive(from: Address, message: Uint8Array): void
  /** Bytes of a long message from this address are still flowing. Transports of short messages never call it. */
  progress?(from: Address): void
}

/**
 * Sends and receives whole messages, best effort: one may be lost, doubled, late or out of order, but is never
 * cut, joined or altered. An empty message may arrive or be lost; every longer one has its chance.
 * Prove an own implementation with the suite in `@kadkit/transport/contract`.
 */
export interface Transport {
  /** The longest message that `send` takes, in bytes. Does not change. */
  readonly maxMessageBytes: number
  /**
   * The longest message that leaves as one datagram, in bytes; by default all do. A node joins short messages up to it.
   * Does not change.
   */
  readonly datagramBytes?: number
  /**
   * Starts receiving; resolves to the address at which others reach this transport. Once in its life.
   * @throws TransportError (as a rejection) that names what is wrong: 'already-open', 'closed' after `close` or a
   * failed `open`, or why the local address cannot be had.
   */
  open(handlers: TransportHandlers): Promise<Address>
  /**
   * Takes a message on its way and returns at once; the bytes may be reused as soon as it has returned.
   * That nobody listens at `to` is no error.
   * @throws TransportError with code 'too-large', 'closed' (or not open yet) or 'bad-address', and nothing else.
   */
  send(to: Address, message: Uint8Array): void
  /** Frees everything; nothing is received after it has been called. May be called twice, and before `open`. */
  close(): Promise<void>
}
