/** Tokens that prove who reads at an address, without remembering anybody. */

import type { Address } from '@kadkit/transport'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Digester } from './default-hasher.ts'
import type { Facts, MessageId } from './frame.ts'
import { encodeFrame } from './frame-writer.ts'

/** A token is good in the period in which it was given, and in the next. */
const PERIOD_MS = 16_000
const SECRET_BYTES = 32

/**
 * What TCP does with SYN cookies (RFC 4987, section 3.6) and QUIC with Retry (RFC 9000, section 8.1.2), for heads: a
 * head is answered with a token that only who reads at its address gets, and that holds all that there would be to
 * remember: a keyed SHA-256 of the address, the head and the time. A guess is right once in 2^31.
 */
export class Openings {
  readonly #hasher: () => Digester
  readonly #secret: Uint8Array

  constructor(hasher: () => Digester, random: (length: number) => Uint8Array) {
    this.#hasher = hasher
    this.#secret = random(SECRET_BYTES)
  }

  /** The token for what this address has announced. */
  token(now: number, from: Address, id: MessageId, facts: Facts): number {
    return this.#tokenOf(Math.floor(now / PERIOD_MS), from, id, facts)
  }

  /** Whether this token was given to this address, for this announcement, of late. */
  knows(now: number, from: Address, id: MessageId, facts: Facts, token: number): boolean {
    const period = Math.floor(now / PERIOD_MS)
    return (
      token === this.#tokenOf(period, from, id, facts) || token === this.#tokenOf(period - 1, from, id, facts)
    )
  }

  #tokenOf(period: number, from: Address, id: MessageId, { length, chunkBytes }: Facts): number {
    const hash = this.#hasher()
    hash.update(this.#secret)
    hash.update(encodeFrame({ type: 'head', id, length, chunkBytes }))
    hash.update(utf8ToBytes(`${period} ${from}`))
    const [a = 0, b = 0, c = 0, d = 0] = hash.digest()
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  }
}
