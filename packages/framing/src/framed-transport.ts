/** A transport for messages of any size, made from one for datagrams. */

import { type Address, type Transport, TransportError, type TransportHandlers } from '@kadkit/transport'
import { Framer } from './framer.ts'
import { type CompleteFramingOptions, completeOptions, type FramingOptions } from './framing-options.ts'
import type { FramingStats } from './framing-stats.ts'

/** A {@link Transport} that also says what it does. */
export interface FramedTransport extends Transport {
  /** The counters as they are now. */
  stats(): FramingStats
}

/**
 * Makes a transport for messages of up to 16 MiB from one that carries datagrams, such as UDP. Short messages go as
 * they are; long ones are announced, and pulled by their receiver, chunk by chunk. The transport below belongs to it
 * from then on, and is opened and closed with it.
 *
 * @example
 * const transport = framed(new UdpTransport({ port: 4000 }))
 *
 * @throws RangeError for an option out of its range, and for a transport that carries less than 256 bytes.
 * @throws TypeError for a hasher that does not compute SHA-256.
 */
export function framed(transport: Transport, options: FramingOptions = {}): FramedTransport {
  return new Decorator(transport, completeOptions(options, transport.maxMessageBytes))
}

/** Owns the clock and the transport below, and has the {@link Framer} decide everything. */
class Decorator implements FramedTransport {
  readonly maxMessageBytes: number
  readonly datagramBytes: number
  readonly #inner: Transport
  readonly #options: CompleteFramingOptions
  readonly #framer: Framer
  #handlers: TransportHandlers | undefined
  #closed = false
  #closing: Promise<void> | undefined
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake: () => void = () => {}

  constructor(inner: Transport, options: CompleteFramingOptions) {
    this.#inner = inner
    this.#options = options
    this.maxMessageBytes = options.maxMessageBytes
    this.datagramBytes = Math.min(options.datagramBytes, options.maxMessageBytes)
    this.#framer = new Framer(options.clock.now(), options, {
      send: (to, datagram) => this.#inner.send(to, datagram),
      deliver: (from, message) => this.#handlers?.receive(from, message),
      progress: (from) => this.#handlers?.progress?.(from),
    })
  }

  async open(handlers: TransportHandlers): Promise<Address> {
    // of the first open: a second one is refused below
    this.#handlers ??= handlers
    const address = await this.#inner.open({
      receive: (from, datagram) => this.#input((now) => this.#framer.receive(now, from, datagram)),
      progress: (from) => this.#handlers?.progress?.(from),
    })
    this.#framer.self = address
    return address
  }

  send(to: Address, message: Uint8Array): void {
    if (this.#closed) throw new TransportError('closed', 'this framed transport has been closed')
    if (message.length > this.maxMessageBytes) {
      throw new TransportError(
        'too-large',
        `message must be at most ${this.maxMessageBytes} bytes long, got ${message.length}`,
      )
    }
    this.#input((now) => this.#framer.send(now, to, message))
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  stats(): FramingStats {
    return this.#framer.stats()
  }

  #end(): Promise<void> {
    this.#closed = true
    this.#handlers = undefined
    this.#cancelWake()
    this.#framer.close(this.#options.clock.now())
    return this.#inner.close()
  }

  /** Every input is followed by setting the one timer, if something is due sooner than it. */
  #input(tell: (now: number) => void): void {
    if (this.#closed) return
    try {
      tell(this.#options.clock.now())
    } finally {
      this.#schedule()
    }
  }

  #schedule(): void {
    const { deadline } = this.#framer
    if (this.#closed || deadline >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = deadline
    this.#cancelWake = this.#options.clock.schedule(deadline, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY
      this.#input((now) => this.#framer.advance(now))
    })
  }
}
