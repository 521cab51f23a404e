import { BroadcastChannel } from 'node:worker_threads'
import { type Address, type Transport, TransportError, type TransportHandlers } from '@kadkit/transport'

/** Carries messages between the threads of one process: every transport listens on a BroadcastChannel of its own. */
export class ChannelTransport implements Transport {
  readonly maxMessageBytes = 65_536
  #address: Address
  #channel: BroadcastChannel | undefined
  #state: 'new' | 'open' | 'closed' = 'new'

  constructor(name: string) {
    this.#address = `channel:${name}`
  }

  async open(handlers: TransportHandlers): Promise<Address> {
    if (this.#state === 'open') throw new TransportError('already-open', `${this.#address} is open already`)
    if (this.#state === 'closed') throw new TransportError('closed', `${this.#address} is closed`)
    this.#state = 'open'
    this.#channel = new BroadcastChannel(this.#address)
    this.#channel.onmessage = (event) => {
      if (this.#state !== 'open') return
      const { data } = event as { data: { from: Address; message: Uint8Array } }
      handlers.receive(data.from, data.message)
    }
    return this.#address
  }

  send(to: Address, message: Uint8Array): void {
    if (this.#state !== 'open') throw new TransportError('closed', `${this.#address} is not open`)
    if (message.length > this.maxMessageBytes) {
      throw new TransportError('too-large', `message must be at most 65536 bytes long, got ${message.length}`)
    }
    if (!/^channel:\w{1,40}$/.test(to)) throw new TransportError('bad-address', `not a channel: ${to}`)
    const channel = new BroadcastChannel(to)
    channel.postMessage({ from: this.#address, message: new Uint8Array(message) })
    channel.close()
  }

  async close(): Promise<void> {
    this.#state = 'closed'
    this.#channel?.close()
  }
}
