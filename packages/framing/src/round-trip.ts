/** How long it takes from a pull to its chunks: RFC 6298's estimate. */

const LEAST_TIMEOUT_MS = 25
const MOST_TIMEOUT_MS = 2_000
/** Before anything was measured. */
const FIRST_TIMEOUT_MS = 200
/** A queue as long as half of the way, and more than what a busy process adds by itself. */
const RISEN = 1.5
const RISEN_MS = 5

/**
 * Smoothed round-trip time and its variation (RFC 6298, section 2). A chunk says which pull it answers, so every
 * chunk is an exact sample, also one that was asked for twice. The bounds are not the RFC's: what waits here is one
 * message that is given up after seconds, not a stream.
 */
export class RoundTrip {
  #smoothedMs: number | undefined
  #variationMs = 0
  #leastMs = Number.POSITIVE_INFINITY

  /** Undefined before anything was measured. */
  get smoothedMs(): number | undefined {
    return this.#smoothedMs
  }

  /** Whether round trips take so much longer than the shortest one that a queue must be on the way. */
  get risen(): boolean {
    return (this.#smoothedMs ?? 0) > RISEN * this.#leastMs + RISEN_MS
  }

  /** After so long without a sign, what was asked for counts as lost. */
  get timeoutMs(): number {
    if (this.#smoothedMs === undefined) return FIRST_TIMEOUT_MS
    const usual = this.#smoothedMs + 4 * this.#variationMs
    return Math.min(Math.max(usual, 1.25 * this.#smoothedMs, LEAST_TIMEOUT_MS), MOST_TIMEOUT_MS)
  }

  measured(ms: number): void {
    this.#leastMs = Math.min(this.#leastMs, ms)
    if (this.#smoothedMs === undefined) {
      this.#smoothedMs = ms
      this.#variationMs = ms / 2
      return
    }
    this.#variationMs += (Math.abs(this.#smoothedMs - ms) - this.#variationMs) / 4
    this.#smoothedMs += (ms - this.#smoothedMs) / 8
  }
}
