/** Round-trip estimates by name, as rows of numbers: there are hundreds in each node, and one is renewed with each answer. */

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

/** How many names there is room for at first; there is twice as much each time that it does not suffice. */
const FIRST_ROOM = 32
/** Each name has a row of so many numbers: the two of its estimate, and the number of the refinement that it is from. */
const ROW = 3

/** Estimates for at most so many names: the one that was refined longest ago gives way to a new one. */
export class Estimates {
  readonly #limit: number
  /** The number of the row of each name. */
  readonly #rows = new Map<string, number>()
  /** Outside of the heap of JavaScript, where it would be copied until it is old: with each node that a process hosts. */
  #numbers = new Float64Array(FIRST_ROOM * ROW)
  /** The number of the last refinement. */
  #refinements = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(name: string): Estimate | undefined {
    const row = this.#rows.get(name)
    return row === undefined ? undefined : this.#at(row)
  }

  /** Takes in a round trip. */
  refine(name: string, ms: number): void {
    const known = this.#rows.get(name)
    const { smoothedMs, variationMs } = refined(known === undefined ? undefined : this.#at(known), ms)
    const at = ROW * (known ?? this.#enter(name))
    const numbers = this.#numbers
    numbers[at] = smoothedMs
    numbers[at + 1] = variationMs
    numbers[at + 2] = ++this.#refinements
  }

  #at(row: number): Estimate {
    const numbers = this.#numbers
    return { smoothedMs: numbers[ROW * row] ?? 0, variationMs: numbers[ROW * row + 1] ?? 0 }
  }

  #refinedAt(row: number): number {
    return this.#numbers[ROW * row + 2] ?? 0
  }

  #enter(name: string): number {
    const row = this.#rows.size < this.#limit ? this.#rows.size : this.#vacate()
    this.#rows.set(name, row)
    if (row * ROW === this.#numbers.length) this.#grow()
    return row
  }

  /** Forgets the name that was refined longest ago; returns its row. */
  #vacate(): number {
    let oldest = 0
    for (let row = 1; row < this.#rows.size; row++) {
      if (this.#refinedAt(row) < this.#refinedAt(oldest)) oldest = row
    }
    for (const [name, row] of this.#rows) {
      if (row !== oldest) continue
      this.#rows.delete(name)
      break
    }
    return oldest
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length)
    numbers.set(this.#numbers)
    this.#numbers = numbers
  }
}
