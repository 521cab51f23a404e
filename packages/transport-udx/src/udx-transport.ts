/** A transport over one UDP socket of udx-native. */

import { type Address, type Transport, TransportError, type TransportHandlers } from '@kadkit/transport'
import {
  badAddress,
  type CompleteUdpOptions,
  formatUdpAddress,
  keptSender,
  openError,
  type UdpAddress,
} from '@kadkit/transport-udp'
import UDX, { type UdxSocket } from 'udx-native'
import { Targets } from './targets.ts'
import { CUT_BYTES, completeOptions, type UdxTransportOptions } from './udx-options.ts'
import type { UdxStats } from './udx-stats.ts'

// fe80::/10 (RFC 4291, section 2.5.6). Answers to it need a zone, which the socket does not tell.
const LINK_LOCAL = /^fe[89ab]/

// One for all transports of a thread: each has 68 KiB that its sockets receive into.
let udx: UDX | undefined

/**
 * One UDP socket, IPv4 or IPv6, written in C: the same addresses, and on the wire the same datagrams, as
 * `UdpTransport` of `@kadkit/transport-udp`, for less work a datagram. What it does not do as well: a message that
 * the system refuses is lost without a trace, and one of more than 2,047 bytes cannot be received.
 *
 * A socket on "::" reaches both versions of IP, where the system allows it, and knows IPv4 peers by their plain IPv4
 * address. Any other socket reaches its own version; an address of the other one is a 'bad-address'.
 *
 * @example
 * const transport = new UdxTransport({ host: '127.0.0.1', port: 4000 })
 * const address = await transport.open({ receive: (from, message) => transport.send(from, message) })
 */
export class UdxTransport implements Transport {
  readonly maxMessageBytes: number
  readonly #options: CompleteUdpOptions
  readonly #targets: Targets
  #socket: UdxSocket | undefined
  #state: 'new' | 'open' | 'closed' = 'new'
  #closing: Promise<void> | undefined
  #queuedBytes = 0
  readonly #counts = {
    sent: 0,
    bytesSent: 0,
    sendsFailed: 0,
    sendsDropped: 0,
    received: 0,
    bytesReceived: 0,
    cut: 0,
    unanswerable: 0,
  }

  /** Takes no port yet. @throws RangeError for an option out of its range, and for a host that is a name. */
  constructor(options: UdxTransportOptions = {}) {
    this.#options = completeOptions(options)
    this.maxMessageBytes = this.#options.maxMessageBytes
    this.#targets = new Targets(this.#options.local)
  }

  /**
   * Binds the socket; resolves to its address. For a host of "0.0.0.0" or "::" that address names the port, but is
   * not one at which others reach it: ask a peer which address it sees.
   *
   * @throws TransportError 'address-in-use', 'address-unavailable', 'access-denied' or 'open-failed', with `cause`;
   * the transport is then closed. And 'already-open', or 'closed'.
   */
  async open(handlers: TransportHandlers): Promise<Address> {
    if (this.#state === 'closed') throw new TransportError('closed', 'this UDP transport has been closed')
    if (this.#state !== 'new') throw new TransportError('already-open', 'this UDP transport is open already')
    this.#state = 'open'
    const { local } = this.#options
    try {
      return formatUdpAddress({ ...local, port: this.#bind(handlers, local) })
    } catch (error) {
      await this.close()
      throw openError(error, local)
    }
  }

  /** The port. */
  #bind(handlers: TransportHandlers, { host, port }: UdpAddress): number {
    udx ??= new UDX()
    const socket = udx.createSocket()
    this.#socket = socket
    socket.on('message', (datagram, sender) => this.#receive(handlers, datagram, sender))
    socket.bind(port, host)
    const { receiveBufferBytes, sendBufferBytes } = this.#options
    if (receiveBufferBytes !== undefined) socket.setRecvBufferSize(receiveBufferBytes)
    if (sendBufferBytes !== undefined) socket.setSendBufferSize(sendBufferBytes)
    return socket.address()?.port ?? port
  }

  send(to: Address, message: Uint8Array): void {
    const socket = this.#socket
    if (this.#state !== 'open' || socket === undefined) {
      const why = this.#state === 'closed' ? 'closed' : 'not open yet'
      throw new TransportError('closed', `this UDP transport is ${why}`)
    }
    const { length } = message
    if (length > this.maxMessageBytes) {
      throw new TransportError(
        'too-large',
        `message must be at most ${this.maxMessageBytes} bytes long, got ${length}`,
      )
    }
    const target = this.#targets.get(to)
    if (target === undefined) throw badAddress(to, this.#options.local)
    if (this.#queuedBytes + length > this.#options.maxQueuedBytes) {
      this.#counts.sendsDropped++
      return
    }
    this.#queuedBytes += length
    const settle = (taken: boolean) => this.#sent(taken, length)
    // A copy, because while the system's buffer is full the socket keeps what it is given. Buffer.from takes the
    // memory of small messages from a pool. send, not trySend: that one queues without a limit, and without a word.
    socket.send(Buffer.from(message), target.port, target.host).then(settle, () => settle(false))
  }

  /** Closes the socket. What the system has taken still leaves; what waits for it is lost, and counted. */
  close(): Promise<void> {
    this.#state = 'closed'
    this.#closing ??= this.#socket?.close() ?? Promise.resolve()
    return this.#closing
  }

  /** The counters as they are now. */
  stats(): UdxStats {
    return { ...this.#counts }
  }

  #sent(taken: boolean, length: number): void {
    this.#queuedBytes -= length
    if (taken) {
      this.#counts.sent++
      this.#counts.bytesSent += length
    } else this.#counts.sendsFailed++
  }

  #receive(handlers: TransportHandlers, datagram: Uint8Array, { host, port }: UdpAddress): void {
    if (this.#state !== 'open') return
    this.#counts.received++
    this.#counts.bytesReceived += datagram.length
    const from = LINK_LOCAL.test(host) ? undefined : keptSender(host, port)
    if (datagram.length >= CUT_BYTES) this.#counts.cut++
    else if (from === undefined) this.#counts.unanswerable++
    // A copy: the socket's own is a piece of 68 KiB, all of which it would keep alive.
    else handlers.receive(from, new Uint8Array(datagram))
  }
}
