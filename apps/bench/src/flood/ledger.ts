/** Counts what goes to each address, and what has come from it. */

import type { Address, Transport } from '@kadkit/transport'

/** The third byte of a frame of the framing's that proves who sends it: see its WIRE.md. */
const OPEN = 0x13
const PULL = 0x14
const ASK = 0x12

interface Account {
  received: number
  sent: number
  /** It sent what only its reader can know, or tried to. */
  proven: boolean
  amplified: boolean
}

/** A transport that passes everything on, and keeps the books. */
export class Ledger implements Transport {
  readonly maxMessageBytes: number
  readonly #inner: Transport
  readonly #accounts = new Map<Address, Account>()
  received = 0

  constructor(inner: Transport) {
    this.#inner = inner
    this.maxMessageBytes = inner.maxMessageBytes
  }

  /** Addresses that got more than they gave, and proved nothing. */
  get amplified(): number {
    return [...this.#accounts.values()].filter(({ amplified }) => amplified).length
  }

  open(handlers: Parameters<Transport['open']>[0]): Promise<Address> {
    return this.#inner.open({
      receive: (from, message) => {
        this.received++
        const account = this.#account(from)
        account.received += message.length
        const isFrame = message[0] === 0x0e && message[1] === 0x66
        if (isFrame && [OPEN, PULL, ASK].includes(message[2] ?? 0)) account.proven = true
        handlers.receive(from, message)
      },
    })
  }

  send(to: Address, message: Uint8Array): void {
    const account = this.#account(to)
    account.sent += message.length
    if (!account.proven && account.sent > account.received) account.amplified = true
    this.#inner.send(to, message)
  }

  close(): Promise<void> {
    return this.#inner.close()
  }

  #account(address: Address): Account {
    let account = this.#accounts.get(address)
    if (account === undefined) {
      account = { received: 0, sent: 0, proven: false, amplified: false }
      this.#accounts.set(address, account)
    }
    return account
  }
}
