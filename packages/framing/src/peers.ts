/** What is known of addresses: who has proven that it reads there, and what the others have paid for. */

import type { Address } from '@kadkit/transport'
import { BoundedMap } from './bounded-map.ts'
import { HEAD_BYTES } from './frame.ts'
import { RoundTrip } from './round-trip.ts'

const MAX_STRANGERS = 4_096
const MAX_PROVEN = 1_024
/** Proof of an address is good for so long: who has it may have another tomorrow. */
const PROOF_MS = 600_000
/** Heads that somebody gets from whom nothing ever came: our user began. */
const HEADS_UNASKED = 3
const HEADS_PROVEN = 12

/** Bytes of datagrams from an address that has proven nothing, and of the heads that it was sent. */
interface Credit {
  received: number
  spent: number
}

interface Proof {
  until: number
  readonly roundTrip: RoundTrip
}

/**
 * Keeps the rule that nobody can use us against an address that is not theirs: heads are repeated to it only as far
 * as it has sent us more bytes than all heads have. All else that a stranger gets is in answer to something longer.
 */
export class Peers {
  readonly #strangers = new BoundedMap<Address, Credit>(MAX_STRANGERS)
  readonly #proven = new BoundedMap<Address, Proof>(MAX_PROVEN)
  /** Whoever was forgotten was last a newcomer at this time: since then, to be unknown means nothing. */
  #forgottenSince = Number.NEGATIVE_INFINITY

  /** A datagram has come from this address. */
  heard(now: number, from: Address, bytes: number): void {
    if (this.#proof(now, from) !== undefined) return
    const credit = this.#strangers.get(from)
    if (credit !== undefined) credit.received += bytes
    else this.#enter(now, from, { received: bytes, spent: 0 })
  }

  /** Somebody at this address has sent back what only its reader can know. */
  proved(now: number, address: Address): void {
    const roundTrip = this.#proven.get(address)?.roundTrip ?? new RoundTrip()
    this.#proven.set(address, { until: now + PROOF_MS, roundTrip })
    this.#strangers.delete(address)
  }

  /** The round trips of an address that has proven itself; undefined for others. */
  roundTrip(address: Address): RoundTrip | undefined {
    return this.#proven.get(address)?.roundTrip
  }

  /**
   * Asks for one more head to be sent to this address, where `sent` went for the same message; grants it by taking
   * its bytes from the address's credit. The first is always granted: it is shorter than any message that may have
   * asked for it.
   */
  grantHead(now: number, to: Address, sent: number): boolean {
    if (this.#proof(now, to) !== undefined) return sent < HEADS_PROVEN
    const credit = this.#strangers.get(to)
    if (credit === undefined) {
      return sent === 0 || (sent < HEADS_UNASKED && now - this.#forgottenSince > PROOF_MS)
    }
    if (sent >= HEADS_PROVEN) return false
    if (sent > 0 && credit.spent + HEAD_BYTES > credit.received) return false
    credit.spent += HEAD_BYTES
    return true
  }

  #proof(now: number, address: Address): Proof | undefined {
    const proof = this.#proven.get(address)
    return proof !== undefined && proof.until > now ? proof : undefined
  }

  #enter(now: number, from: Address, credit: Credit): void {
    if (this.#strangers.set(from, credit) !== undefined) this.#forgottenSince = now
  }
}
