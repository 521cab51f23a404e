/** Order statistics. */

/** The smallest of `values` that is no less than the given share of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** "median … ms, p95 … ms, max … ms" */
export function times(values: readonly number[]): string {
  const [median, p95, max] = [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(1))
  return `median ${median} ms, p95 ${p95} ms, max ${max} ms`
}
