/** Pings that nobody asked for, and how rarely the same address gets one. */

import { BoundedMap } from './bounded-map.ts'

const MAX_REMEMBERED = 1_024

/**
 * A node pings strangers that write to it, to verify them, and old contacts whose place somebody wants. Either
 * could be aimed at a third party by a forged source; so an address is probed at most once in a while.
 */
export class Probes {
  readonly #everyMs: number
  readonly #probedAt = new BoundedMap<string, number>(MAX_REMEMBERED)

  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  /** Whether `address` may be probed now; if so, it counts as probed. */
  claim(now: number, address: string): boolean {
    this.#forget(now)
    if (this.#probedAt.get(address) !== undefined) return false
    if (this.#everyMs > 0) this.#probedAt.set(address, now)
    return true
  }

  /** Lets go of the addresses that may be probed again. */
  #forget(now: number): void {
    for (let { oldest } = this.#probedAt; oldest !== undefined; oldest = this.#probedAt.oldest) {
      const [address, at] = oldest
      if (now - at < this.#everyMs) return
      this.#probedAt.delete(address)
    }
  }
}
