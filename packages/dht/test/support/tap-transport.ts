/** A transport around another one, at which a test listens, takes messages out, and puts messages in. */

import type { Address, Transport, TransportHandlers } from '@kadkit/transport'

export interface Sending {
  readonly to: Address
  readonly message: Uint8Array
}

export class TapTransport implements Transport {
  readonly maxMessageBytes: number
  readonly sent: Sending[] = []
  /** What has come from the network. */
  readonly received: Uint8Array[] = []
  opened = false
  closed = 0
  /** Whether a message may leave; it may also throw. */
  lets: (sending: Sending) => boolean = () => true
  readonly #inner: Transport
  #handlers: TransportHandlers | undefined

  constructor(inner: Transport) {
    this.#inner = inner
    this.maxMessageBytes = inner.maxMessageBytes
  }

  open(handlers: TransportHandlers): Promise<Address> {
    this.opened = true
    this.#handlers = handlers
    return this.#inner.open({
      ...handlers,
      receive: (from, message) => {
        this.received.push(message)
        handlers.receive(from, message)
      },
    })
  }

  send(to: Address, message: Uint8Array): void {
    const sending = { to, message }
    this.sent.push(sending)
    if (this.lets(sending)) this.#inner.send(to, message)
  }

  /** A message comes in, as if from the network; also after the end, as only a broken transport does. */
  inject(from: Address, message: Uint8Array): void {
    this.#handlers?.receive(from, message)
  }

  /** Bytes of a long message are flowing from there. */
  progress(from: Address): void {
    this.#handlers?.progress?.(from)
  }

  close(): Promise<void> {
    this.closed++
    return this.#inner.close()
  }
}
