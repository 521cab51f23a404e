/** From a model of latencies to the latencies themselves. */

import { gaussOf } from './gauss.ts'
import { kingLike } from './king.ts'
import type { Latency, LatencyModel } from './latency.ts'

/** Median and mean of the round-trip times of the King measurements (Li et al., INFOCOM 2005). */
const KING = { medianMs: 156, meanMs: 178 }
const UNIT_MS = 100

/** @throws RangeError for a time that is not positive, or a mean below its median. */
export function latencyOf(model: LatencyModel, seed: number): Latency {
  if (model.model === 'unit') {
    const { rttMs = UNIT_MS } = model
    positive('rttMs', rttMs)
    return () => rttMs
  }
  const { medianMs = KING.medianMs, meanMs = KING.meanMs } = model
  positive('medianMs', medianMs)
  if (!(meanMs >= medianMs)) {
    throw new RangeError(`meanMs must be at least medianMs (${medianMs}), got ${String(meanMs)}`)
  }
  if (model.model === 'king') return kingLike({ hosts: model.hosts ?? 1_024, medianMs, meanMs, seed })
  // The mean of a lognormal distribution is its median times exp(sigma² / 2).
  const sigma = Math.sqrt(2 * Math.log(meanMs / medianMs))
  return (a, b) => medianMs * Math.exp(sigma * gaussOf(seed, a, b))
}

function positive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be a positive number, got ${String(value)}`)
  }
}
