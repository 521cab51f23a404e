/** A transport over one UDP socket. */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { type Address, type Transport, TransportError, type TransportHandlers } from '@kadkit/transport'
import { badAddress } from './bad-address.ts'
import { keptSender } from './kept-sender.ts'
import { errorCode, openError } from './open-error.ts'
import { outgoing } from './outgoing.ts'
import { TargetCache } from './target-cache.ts'
import { formatUdpAddress } from './udp-address.ts'
import { type CompleteUdpOptions, completeUdpOptions, type UdpTransportOptions } from './udp-options.ts'
import type { UdpStats } from './udp-stats.ts'

type Lookup = (
  host: string,
  family: unknown,
  done: (error: null, address: string, family: 4 | 6) => void,
) => void

/**
 * One UDP socket, IPv4 or IPv6. Addresses are "127.0.0.1:4000" and "[2001:db8::1]:4000": IP literals, never names,
 * so that no peer can make this machine ask DNS.
 *
 * A socket on "::" reaches both versions of IP, where the system allows it, and knows IPv4 peers by their plain IPv4
 * address. Any other socket reaches its own version; an address of the other one is a 'bad-address'.
 *
 * A message that the system refuses (no route, too long, not allowed) is lost like one that the network lost, and
 * counted in {@link UdpTransport.stats}.
 *
 * @example
 * const transport = new UdpTransport({ host: '127.0.0.1', port: 4000 })
 * const address = await transport.open({ receive: (from, message) => transport.send(from, message) })
 */
export class UdpTransport implements Transport {
  readonly maxMessageBytes: number
  readonly #options: CompleteUdpOptions
  readonly #targets: TargetCache
  #socket: Socket | undefined
  #state: 'new' | 'opening' | 'open' | 'closed' = 'new'
  #closing: Promise<void> | undefined
  readonly #counts = { sent: 0, bytesSent: 0, received: 0, bytesReceived: 0, unanswerable: 0 }
  readonly #sendErrors = new Map<string, number>()
  /** The system did not take the last message at once: it waits, and others may do so. */
  #queues = false
  #sendsDropped = 0
  #socketErrors = 0

  /** Takes no port yet. @throws RangeError for an option out of its range, and for a host that is a name. */
  constructor(options: UdpTransportOptions = {}) {
    this.#options = completeUdpOptions(options)
    this.maxMessageBytes = this.#options.maxMessageBytes
    const { family, host } = this.#options.local
    this.#targets = TargetCache.shared[host === '::' ? 'both' : family]
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
    this.#state = 'opening'
    try {
      return await this.#bind(handlers)
    } catch (error) {
      await this.close()
      throw error instanceof TransportError ? error : openError(error, this.#options.local)
    }
  }

  async #bind(handlers: TransportHandlers): Promise<Address> {
    const { local, receiveBufferBytes, sendBufferBytes } = this.#options
    const socket = createSocket({
      type: local.family === 4 ? 'udp4' : 'udp6',
      lookup: neverAsk(local.family),
    })
    this.#socket = socket
    socket.on('message', (datagram, sender) => this.#receive(handlers, datagram, sender))
    await bound(socket, local.host, local.port)
    if (this.#isClosed()) throw new TransportError('closed', 'this UDP transport was closed while it opened')
    socket.on('error', () => this.#socketErrors++)
    if (receiveBufferBytes !== undefined) socket.setRecvBufferSize(receiveBufferBytes)
    if (sendBufferBytes !== undefined) socket.setSendBufferSize(sendBufferBytes)
    this.#state = 'open'
    return formatUdpAddress({ ...local, port: socket.address().port })
  }

  send(to: Address, message: Uint8Array): void {
    const socket = this.#socket
    if (this.#state !== 'open' || socket === undefined) {
      throw new TransportError(
        'closed',
        `this UDP transport is ${this.#isClosed() ? 'closed' : 'not open yet'}`,
      )
    }
    if (message.length > this.maxMessageBytes) {
      throw new TransportError(
        'too-large',
        `message must be at most ${this.maxMessageBytes} bytes long, got ${message.length}`,
      )
    }
    const target = this.#targets.get(to)
    if (target === undefined) throw badAddress(to, this.#options.local)
    if (this.#queues && socket.getSendQueueSize() + message.length > this.#options.maxQueuedBytes) {
      this.#sendsDropped++
      return
    }
    socket.send(outgoing.copyOf(message), target.port, target.host, this.#onSent)
    this.#queues = socket.getSendQueueCount() > 0
    if (this.#queues) outgoing.kept()
  }

  /** Closes the socket. What the system has taken still leaves; what waits for it is lost, and counted. */
  close(): Promise<void> {
    this.#state = 'closed'
    this.#closing ??= new Promise((resolve) => {
      if (this.#socket === undefined) resolve()
      else this.#socket.close(resolve)
    })
    return this.#closing
  }

  /** The counters as they are now. */
  stats(): UdpStats {
    return {
      ...this.#counts,
      sendErrors: Object.fromEntries(this.#sendErrors),
      sendsDropped: this.#sendsDropped,
      socketErrors: this.#socketErrors,
    }
  }

  // One function for all messages: a closure for each would be made on the hot path.
  readonly #onSent = (error: Error | null | undefined, bytes: number): void => {
    if (!error) {
      this.#counts.sent++
      this.#counts.bytesSent += bytes
      return
    }
    const code = errorCode(error)
    this.#sendErrors.set(code, (this.#sendErrors.get(code) ?? 0) + 1)
  }

  #receive(handlers: TransportHandlers, datagram: Buffer, sender: RemoteInfo): void {
    if (this.#state !== 'open') return
    this.#counts.received++
    this.#counts.bytesReceived += datagram.length
    const from = keptSender(sender.address, sender.port)
    if (from === undefined) {
      this.#counts.unanswerable++
      return
    }
    // Each datagram has memory of its own: it can be handed over without a copy, but not as a Buffer.
    handlers.receive(from, new Uint8Array(datagram.buffer, datagram.byteOffset, datagram.length))
  }

  #isClosed(): boolean {
    return this.#state === 'closed'
  }
}

/** Resolves when the socket is bound, or closed before that. `exclusive`: in a cluster, no worker shares the port. */
function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', resolve)
    socket.bind({ address, port, exclusive: true }, () => {
      // They would stay as long as the socket does, and hold this promise.
      socket.off('error', reject)
      socket.off('close', resolve)
      resolve()
    })
  })
}

/**
 * What the socket calls before it binds and before it sends. It gets IP literals only and hands them on at once; were
 * it ever given a name, the system would refuse it (EINVAL). The default one, dns.lookup, would ask DNS.
 */
function neverAsk(family: 4 | 6): Lookup {
  return (host, _family, done) => done(null, host, family)
}
