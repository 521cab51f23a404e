/** One end of a memory network. */

import type { Address, Transport, TransportHandlers } from './transport.ts'
import { TransportError } from './transport-error.ts'

/** What a memory transport asks of its network. */
export interface MemoryWire {
  attach(address: Address, handlers: TransportHandlers): void
  detach(address: Address): void
  /** Copies the bytes, and delivers them later or never. @throws TransportError 'bad-address'. */
  carry(from: Address, to: Address, message: Uint8Array): void
}

/** A {@link Transport} over a {@link MemoryWire}: it keeps the rules of opening, closing and size. */
export class MemoryTransport implements Transport {
  readonly maxMessageBytes: number
  readonly #address: Address
  readonly #wire: MemoryWire
  #state: 'new' | 'open' | 'closed' = 'new'

  constructor(address: Address, maxMessageBytes: number, wire: MemoryWire) {
    this.#address = address
    this.maxMessageBytes = maxMessageBytes
    this.#wire = wire
  }

  async open(handlers: TransportHandlers): Promise<Address> {
    if (this.#state === 'open') throw new TransportError('already-open', `${this.#address} is open already`)
    if (this.#state === 'closed') throw new TransportError('closed', `${this.#address} has been closed`)
    this.#state = 'open'
    this.#wire.attach(this.#address, handlers)
    return this.#address
  }

  send(to: Address, message: Uint8Array): void {
    if (this.#state !== 'open') {
      throw new TransportError(
        'closed',
        `${this.#address} is ${this.#state === 'new' ? 'not open yet' : 'closed'}`,
      )
    }
    if (message.length > this.maxMessageBytes) {
      throw new TransportError(
        'too-large',
        `message must be at most ${this.maxMessageBytes} bytes long, got ${message.length}`,
      )
    }
    this.#wire.carry(this.#address, to, message)
  }

  async close(): Promise<void> {
    if (this.#state === 'open') this.#wire.detach(this.#address)
    this.#state = 'closed'
  }
}
