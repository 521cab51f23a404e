/** An open transport in a contract case, with all that it has received. */

import type { Address, Transport } from '../transport.ts'
import { describeBytes, ensure, sameBytes } from './assertions.ts'

/** One message as it came. */
export interface Delivery {
  readonly from: Address
  /** What the transport handed over: the very same object. */
  readonly message: Uint8Array
  /** Its bytes at that moment. */
  readonly bytes: Uint8Array
  /** Whether it came while a party was inside `send`. */
  readonly insideSend: boolean
}

let sending = 0

export class Party {
  readonly transport: Transport
  readonly inbox: Delivery[] = []
  #address: Address = ''

  constructor(transport: Transport) {
    this.transport = transport
  }

  get address(): Address {
    return this.#address
  }

  async open(): Promise<void> {
    this.#address = await this.transport.open({
      receive: (from, message) => {
        this.inbox.push({ from, message, bytes: new Uint8Array(message), insideSend: sending > 0 })
      },
    })
  }

  send(to: Address, message: Uint8Array): void {
    sending++
    try {
      this.transport.send(to, message)
    } finally {
      sending--
    }
  }

  /** The first delivery of this message; undefined when it has not come. */
  delivery(message: Uint8Array): Delivery | undefined {
    return this.inbox.find(({ bytes }) => sameBytes(bytes, message))
  }

  /** What came last, for a complaint. */
  lastWords(): string {
    const last = this.inbox.at(-1)
    return last === undefined ? 'nothing arrived at all' : `the last to arrive: ${describeBytes(last.bytes)}`
  }

  /** Fails when anything has come that is not one of `sent`: a message cut, joined, altered or invented. */
  ensureNothingBut(sent: readonly Uint8Array[]): void {
    const odd = this.inbox.find(({ bytes }) => !sent.some((message) => sameBytes(message, bytes)))
    ensure(
      odd === undefined,
      `a message arrived that nobody sent: ${describeBytes(odd?.bytes ?? new Uint8Array())}`,
    )
  }
}
