/** Round-trip estimates by name, as columns: there are hundreds in each node, and one is renewed with each answer. */

/** A smoothed round-trip time, and how far single ones are from it. */
export interface Estimate {
  readonly smoothedMs: number
  readonly variationMs: number
}

/** RFC 6298, (2.2) and (2.3), with its alpha = 1/8 and beta = 1/4: the estimate after one more round trip. */
export function refined(estimate: Estimate | undefined, ms: number): Estimate {
  if (estimate === undefined) return { smoothedMs: ms, variationMs: ms / 2 }
  const { smoothedMs, variationMs } = estimate
  return {
    smoothedMs: smoothedMs + (ms - smoothedMs) / 8,
    variationMs: variationMs + (Math.abs(smoothedMs - ms) - variationMs) / 4,
  }
}

/** Estimates for at most so many names: the one that was refined longest ago gives way to a new one. */
export class Estimates {
  readonly #limit: number
  /** Where in the columns each name is. */
  readonly #places = new Map<string, number>()
  readonly #names: string[] = []
  readonly #smoothedMs: number[] = []
  readonly #variationMs: number[] = []
  /** The number of the last refinement. */
  readonly #refinedAt: number[] = []
  #refinements = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(name: string): Estimate | undefined {
    const place = this.#places.get(name)
    return place === undefined ? undefined : this.#at(place)
  }

  /** Takes in a round trip. */
  refine(name: string, ms: number): void {
    const known = this.#places.get(name)
    const { smoothedMs, variationMs } = refined(known === undefined ? undefined : this.#at(known), ms)
    const place = known ?? this.#enter(name)
    this.#smoothedMs[place] = smoothedMs
    this.#variationMs[place] = variationMs
    this.#refinedAt[place] = ++this.#refinements
  }

  #at(place: number): Estimate {
    return { smoothedMs: this.#smoothedMs[place] ?? 0, variationMs: this.#variationMs[place] ?? 0 }
  }

  #enter(name: string): number {
    const place = this.#names.length < this.#limit ? this.#names.length : this.#vacate()
    this.#places.set(name, place)
    this.#names[place] = name
    return place
  }

  #vacate(): number {
    let oldest = 0
    for (let place = 1; place < this.#refinedAt.length; place++) {
      if ((this.#refinedAt[place] ?? 0) < (this.#refinedAt[oldest] ?? 0)) oldest = place
    }
    const name = this.#names[oldest]
    if (name !== undefined) this.#places.delete(name)
    return oldest
  }
}
