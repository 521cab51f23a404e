/** A world of hosts whose round-trip times look like the King measurements. */

import { hash32 } from '../random/dice.ts'
import { gaussOf } from './gauss.ts'
import type { Latency } from './latency.ts'

export interface KingOptions {
  /** How many hosts there are: 2 to 65,536. */
  readonly hosts: number
  readonly medianMs: number
  readonly meanMs: number
  readonly seed: number
}

/** Pairs by which it is calibrated. */
const SAMPLES = 8_192
const ROUNDS = 16

/**
 * Hosts lie evenly in a square; the round trip between two is their distance, with a floor for what every host pays
 * on the way to its exchange, times a lognormal noise of the pair. Noise and scale are chosen by bisection so that
 * median and mean come out as asked: to about 1 %, and a few per cent where the mean is far from the median.
 *
 * @throws RangeError for less than 2 hosts, or more than 65,536.
 */
export function kingLike(options: KingOptions): Latency {
  const { hosts, medianMs, meanMs, seed } = options
  if (!Number.isInteger(hosts) || hosts < 2 || hosts > 65_536) {
    throw new RangeError(`hosts must be an integer of 2 to 65,536, got ${String(hosts)}`)
  }
  const places = Float64Array.from({ length: 2 * hosts }, (_, i) => hash32(seed, i) / 2 ** 32)
  const plain = (a: number, b: number) => {
    const [i, j] = [2 * (a % hosts), 2 * (b % hosts)]
    const x = (places[i] ?? 0) - (places[j] ?? 0)
    const y = (places[i + 1] ?? 0) - (places[j + 1] ?? 0)
    return FLOOR + Math.sqrt(x * x + y * y)
  }
  const pairs = samplePairs(hosts, seed)
  const sigma = fitted(meanMs / medianMs, (noise) => {
    const times = pairs.map(([a, b]) => plain(a, b) * Math.exp(noise * gaussOf(seed, a, b)))
    return times.reduce((sum, time) => sum + time, 0) / times.length / medianOf(times)
  })
  const scale =
    medianMs / medianOf(pairs.map(([a, b]) => plain(a, b) * Math.exp(sigma * gaussOf(seed, a, b))))
  return (a, b) => scale * plain(a, b) * Math.exp(sigma * gaussOf(seed, a % hosts, b % hosts))
}

/** What every round trip has at least, as a part of the side of the square. */
const FLOOR = 0.05

function samplePairs(hosts: number, seed: number): (readonly [number, number])[] {
  return Array.from({ length: SAMPLES }, (_, i) => {
    const a = hash32(seed ^ 0x5bd1e995, 2 * i) % hosts
    const b = hash32(seed ^ 0x5bd1e995, 2 * i + 1) % (hosts - 1)
    return [a, b < a ? b : b + 1] as const
  })
}

/** The argument from 0 to 2 at which a growing function is `wanted`. */
function fitted(wanted: number, of: (argument: number) => number): number {
  let [low, high] = [0, 2]
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2
    if (of(middle) < wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function medianOf(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}
