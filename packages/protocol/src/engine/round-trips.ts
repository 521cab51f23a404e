/** How long a peer usually takes to answer: RFC 6298's estimate, for each peer and for all of them. */

import { BoundedMap } from './bounded-map.ts'

interface Estimate {
  smoothedMs: number
  variationMs: number
}

const MAX_PEERS = 512

export interface RoundTripBounds {
  readonly initialTimeoutMs: number
  readonly minTimeoutMs: number
  readonly maxTimeoutMs: number
}

/** The variation of a steady link fades to nothing; still a round trip may take this part longer than usual. */
const MARGIN = 1 / 4

/**
 * Turns round-trip times into timeouts (RFC 6298, section 2): smoothed time + 4 × its variation, within bounds.
 * In place of the RFC's clock granularity G, that addition is at least a quarter of the smoothed time.
 * Karn's rule is not needed: a reply repeats the number of the attempt that it answers.
 */
export class RoundTrips {
  readonly #bounds: RoundTripBounds
  readonly #peers = new BoundedMap<string, Estimate>(MAX_PEERS)
  #everyone: Estimate | undefined

  constructor(bounds: RoundTripBounds) {
    this.#bounds = bounds
  }

  /** Takes in that `address` answered after `ms`. */
  measured(address: string, ms: number): void {
    this.#everyone = refine(this.#everyone, ms)
    this.#peers.set(address, refine(this.#peers.get(address), ms))
  }

  /** How long to wait for `address` before asking it again; a stranger gets what fits the others. */
  timeoutMs(address: string): number {
    const estimate = this.#peers.get(address) ?? this.#everyone
    const { initialTimeoutMs, minTimeoutMs, maxTimeoutMs } = this.#bounds
    if (estimate === undefined) return Math.min(Math.max(initialTimeoutMs, minTimeoutMs), maxTimeoutMs)
    const { smoothedMs, variationMs } = estimate
    return Math.min(
      Math.max(smoothedMs + Math.max(4 * variationMs, smoothedMs * MARGIN), minTimeoutMs),
      maxTimeoutMs,
    )
  }

  /** The smoothed round-trip time over all peers, in milliseconds; undefined while nothing was measured. */
  get smoothedMs(): number | undefined {
    return this.#everyone?.smoothedMs
  }
}

/** RFC 6298, (2.2) and (2.3), with its alpha = 1/8 and beta = 1/4. */
function refine(estimate: Estimate | undefined, ms: number): Estimate {
  if (estimate === undefined) return { smoothedMs: ms, variationMs: ms / 2 }
  estimate.variationMs += (Math.abs(estimate.smoothedMs - ms) - estimate.variationMs) / 4
  estimate.smoothedMs += (ms - estimate.smoothedMs) / 8
  return estimate
}
