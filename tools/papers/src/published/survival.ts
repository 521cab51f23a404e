/** pkarr-churn: share of values on the Mainline DHT of which a copy is left, lower 99 % bound of a Weibull fit. */

export const HOURS = [1, 24, 48, 168] as const

/** Copies put, and the share that is left after 1 hour, 1 day, 2 days and 7 days, in per cent. */
export const survivingValues: readonly {
  readonly copies: number
  readonly percent: readonly [number, number, number, number]
}[] = [
  { copies: 1, percent: [85.93, 38.87, 23.9, 3.12] },
  { copies: 2, percent: [98.16, 62.78, 42.16, 6.2] },
  { copies: 4, percent: [99.97, 86.34, 66.7, 12.24] },
  { copies: 10, percent: [100, 99.36, 93.77, 28.99] },
  { copies: 20, percent: [100, 100, 99.64, 51.61] },
  { copies: 50, percent: [100, 100, 100, 86.4] },
]
