/** Means, their standard errors, and order statistics. */

/** Sums up numbers one at a time. */
export class Tally {
  count = 0
  #sum = 0
  #squares = 0

  add(value: number): void {
    this.count++
    this.#sum += value
    this.#squares += value * value
  }

  /** 0 when nothing was added. */
  get mean(): number {
    return this.count === 0 ? 0 : this.#sum / this.count
  }

  /** The standard error of the mean. */
  get error(): number {
    if (this.count < 2) return 0
    const variance = (this.#squares - this.count * this.mean ** 2) / (this.count - 1)
    return Math.sqrt(Math.max(0, variance) / this.count)
  }
}

/** The smallest of `values` that is no less than the given share of them; 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
