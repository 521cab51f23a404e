/** How long a peer usually takes to answer: RFC 6298's estimate, for each peer and for all of them. */

import { type Estimate, Estimates, refined } from './estimates.ts'

export interface RoundTripBounds {
  readonly initialTimeoutMs: number
  readonly minTimeoutMs: number
  readonly maxTimeoutMs: number
}

const MAX_PEERS = 512
/** RFC 6298, (2.3): nearly every answer has come after the smoothed time and so many of its variations. */
const VARIATIONS_OF_NEARLY_ALL = 4
/** Of normally distributed times 19 of 20 are shorter than this: a variation is a mean deviation, 0.8 of a standard one. */
const VARIATIONS_OF_MOST = 2
/** A peer with much to do answers so much later, for a turn of its event loop or a collection of garbage. */
const BUSY_MS = 10
/** The variation of a steady link fades to nothing; still a round trip may take this part longer than usual. */
const MARGIN = 1 / 4
/** As many answers tell what is usual: before, those who are farther than the first would all seem to be silent. */
const FEW_ANSWERS = 8

/**
 * Turns round-trip times into timeouts (RFC 6298, section 2): smoothed time + 4 × its variation, within bounds.
 * In place of the RFC's clock granularity G, that addition is at least a quarter of the smoothed time.
 * Karn's rule is not needed: a reply repeats the number of the attempt that it answers.
 */
export class RoundTrips {
  readonly #bounds: RoundTripBounds
  readonly #peers = new Estimates(MAX_PEERS)
  #everyone: Estimate | undefined
  #answers = 0

  constructor(bounds: RoundTripBounds) {
    this.#bounds = bounds
  }

  /** Takes in that `address` answered after `ms`. */
  measured(address: string, ms: number): void {
    this.#answers++
    this.#everyone = refined(this.#everyone, ms)
    this.#peers.refine(address, ms)
  }

  /** How long to wait for `address` before asking it again; a stranger gets what fits the others, once enough have answered. */
  timeoutMs(address: string): number {
    const { minTimeoutMs, maxTimeoutMs } = this.#bounds
    return Math.min(Math.max(this.#usualMs(address, VARIATIONS_OF_NEARLY_ALL), minTimeoutMs), maxTimeoutMs)
  }

  /** When most answers of `address` have come. `minTimeoutMs` does not hold for it: others are asked then, and not this one again. */
  hedgeMs(address: string): number {
    return this.#usualMs(address, VARIATIONS_OF_MOST, BUSY_MS)
  }

  /** The smoothed round-trip time over all peers, in milliseconds; undefined while nothing was measured. */
  get smoothedMs(): number | undefined {
    return this.#everyone?.smoothedMs
  }

  #usualMs(address: string, variations: number, leastMs = 0): number {
    const known = this.#peers.get(address)
    const isVague = known === undefined && this.#answers < FEW_ANSWERS
    return Math.max(
      usual(known ?? this.#everyone, variations, leastMs),
      isVague ? this.#bounds.initialTimeoutMs : 0,
    )
  }
}

function usual(estimate: Estimate | undefined, variations: number, leastMs: number): number {
  if (estimate === undefined) return 0
  const { smoothedMs, variationMs } = estimate
  return smoothedMs + Math.max(variations * variationMs, smoothedMs * MARGIN, leastMs)
}
