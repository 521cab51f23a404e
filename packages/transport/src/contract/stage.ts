/** Where one case of the contract is played: it makes the transports, waits for them, and closes them at the end. */

import { systemClock } from '@kadkit/clock'
import type { Address, Transport } from '../transport.ts'
import { describeBytes } from './assertions.ts'
import type { TransportContractOptions } from './contract-options.ts'
import { Party } from './party.ts'

const ATTEMPTS = 5
const QUIET_MS = 50
const DEFAULT_WAIT_MS = 5_000

export class Stage {
  readonly #options: TransportContractOptions
  readonly #waitMs: number
  readonly #transports: Transport[] = []

  constructor(options: TransportContractOptions) {
    this.#options = options
    this.#waitMs = options.waitMs ?? DEFAULT_WAIT_MS
  }

  get badAddresses(): readonly string[] {
    return this.#options.badAddresses ?? []
  }

  async deadAddress(): Promise<Address> {
    const { deadAddress } = this.#options
    return typeof deadAddress === 'string' ? deadAddress : deadAddress()
  }

  /** A new transport, not open. */
  async transport(): Promise<Transport> {
    const transport = await this.#options.create()
    this.#transports.push(transport)
    return transport
  }

  /** A new transport, open. */
  async party(): Promise<Party> {
    const party = new Party(await this.transport())
    await this.soon(party.open(), 'open')
    return party
  }

  /**
   * Carries messages to a party, at its own or another address, and asks for no more than best effort: what is
   * missing is sent again.
   */
  async carry(from: Party, to: Party, messages: readonly Uint8Array[], at?: Address): Promise<void> {
    const address = at ?? to.address
    const missing = () => messages.filter((message) => to.delivery(message) === undefined)
    await this.persist(
      () => {
        for (const message of missing()) from.send(address, message)
      },
      () => missing().length === 0,
      () => {
        const count = `${missing().length} of ${messages.length} messages to ${address}`
        return `${count} did not arrive (${firstOf(missing())}; ${to.lastWords()})`
      },
    )
  }

  /** Does `act` up to five times, until `done`; fails with the complaint when it is never done. */
  async persist(act: () => void, done: () => boolean, complaint: () => string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      act()
      if (await this.#comesTrue(done, this.#waitMs / ATTEMPTS)) return
    }
    throw new Error(`within ${this.#waitMs} ms and ${ATTEMPTS} attempts, ${complaint()}`)
  }

  /** Waits a moment in which nothing is expected. */
  async quiet(): Promise<void> {
    await this.#comesTrue(() => false, QUIET_MS)
  }

  /** Waits for a promise that must not hang. */
  async soon<T>(promise: Promise<T>, what: string): Promise<T> {
    let settled = false
    const settle = () => {
      settled = true
    }
    promise.then(settle, settle)
    if (await this.#comesTrue(() => settled, this.#waitMs)) return promise
    throw new Error(`${what} did not finish within ${this.#waitMs} ms`)
  }

  /** Closes every transport; what goes wrong at this must not hide why a case failed. */
  async end(): Promise<void> {
    const closing = this.#transports.map(async (transport) => transport.close())
    await this.soon(Promise.allSettled(closing), 'close').catch(() => {})
  }

  async #comesTrue(fact: () => boolean, withinMs: number): Promise<boolean> {
    const deadline = systemClock.now() + withinMs
    for (;;) {
      await this.#options.settle?.()
      await moment()
      if (fact()) return true
      if (systemClock.now() >= deadline) return false
    }
  }
}

/** One rule of the contract: `play` resolves when it is kept. */
export interface Rule {
  readonly name: string
  play(stage: Stage): Promise<void>
}

function moment(): Promise<void> {
  return new Promise((resolve) => {
    systemClock.schedule(systemClock.now(), resolve)
  })
}

function firstOf([first]: readonly Uint8Array[]): string {
  return first === undefined ? 'late by a moment' : `the first of them: ${describeBytes(first)}`
}
