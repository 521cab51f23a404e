/** Until when values may live: as long as somebody who put them has said. */

import type { Key } from '@kadkit/key'

/**
 * Lives are told in seconds that are left, so each passing on adds the time on the way, and the wait for an event
 * loop that stands still.
 */
const SLACK_MS = 60_000

export class Lifetimes {
  readonly #ends = new Map<string, number>()
  readonly #promised = new Map<string, number>()
  #slackMs = SLACK_MS

  /** A clock was set back: what its node kept on its disk may live as much longer when it starts again. */
  setBack(ms: number): void {
    this.#slackMs += ms
  }

  /** Somebody wants a value to live until then: he may tell others of a part of it at a time. */
  promised(key: Key, until: number): void {
    const hex = key.toHex()
    this.#promised.set(hex, Math.max(until, this.#promised.get(hex) ?? 0))
  }

  /** Whether its publisher may let it live until then. */
  lets(key: Key, end: number): boolean {
    return end <= (this.#promised.get(key.toHex()) ?? Number.POSITIVE_INFINITY) + this.#slackMs
  }

  /** Its publisher lets a value live until then. */
  given(key: Key, end: number): void {
    const hex = key.toHex()
    this.#ends.set(hex, Math.max(end, this.#ends.get(hex) ?? 0))
  }

  /** Whether it may live until then. What was never put while anybody looked may. */
  allows(key: Key, end: number): boolean {
    const given = this.#ends.get(key.toHex())
    return given === undefined || end <= given + this.#slackMs
  }
}
