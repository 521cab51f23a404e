/** Until when values may live: as long as somebody who put them has said. */

import type { Key } from '@kadkit/key'

/**
 * Lives are told in seconds that are left, so each passing on adds the time on the way, and the wait for an event
 * loop that stands still.
 */
const SLACK_MS = 60_000

export class Lifetimes {
  readonly #ends = new Map<string, number>()
  #slackMs = SLACK_MS

  /** A clock was set back: what its node kept on its disk may live as much longer when it starts again. */
  setBack(ms: number): void {
    this.#slackMs += ms
  }

  /** Somebody puts a value that lives until then. */
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
