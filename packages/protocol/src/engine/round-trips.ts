/** How long a peer usually takes to answer: RFC 6298's estimate, for each peer and for all of them. */

import { type Estimate, Estimates, refined } from './estimates.ts'

export interface RoundTripBounds {
  readonly initialTimeoutMs: number
  readonly minTimeoutMs: number
  readonly maxTimeoutMs: number
}

const MAX_PEERS = 512
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
    const { initialTimeoutMs, minTimeoutMs, maxTimeoutMs } = this.#bounds
    const known = this.#peers.get(address)
    const isVague = known === undefined && this.#answers < FEW_ANSWERS
    const usualMs = Math.max(usual(known ?? this.#everyone), isVague ? initialTimeoutMs : 0)
    return Math.min(Math.max(usualMs, minTimeoutMs), maxTimeoutMs)
  }

  /** The smoothed round-trip time over all peers, in milliseconds; undefined while nothing was measured. */
  get smoothedMs(): number | undefined {
    return this.#everyone?.smoothedMs
  }
}

function usual(estimate: Estimate | undefined): number {
  if (estimate === undefined) return 0
  const { smoothedMs, variationMs } = estimate
  return smoothedMs + Math.max(4 * variationMs, smoothedMs * MARGIN)
}
