/** From numbers to places along an axis, and where its ticks are. */

import type { Axis } from './plot.ts'

export interface Ruler {
  /** From 0, where the axis begins, to 1, where it ends. */
  at(value: number): number
  readonly ticks: readonly number[]
}

/** A ruler for these values; a tenth of their span is left free on either side where the axis does not say. */
export function rulerOf(axis: Axis, values: readonly number[]): Ruler {
  const scaled = values.map((value) => along(axis, value)).filter(Number.isFinite)
  const [least, most] = [Math.min(...scaled), Math.max(...scaled)]
  const margin = (most - least || Math.abs(most) || 1) / 10
  const from = axis.from === undefined ? least - margin : along(axis, axis.from)
  const to = axis.to === undefined ? most + margin : along(axis, axis.to)
  const at = (value: number) => (along(axis, value) - from) / (to - from)
  const ticks = axis.scale === 'log' ? decades(10 ** from, 10 ** to) : steps(from, to)
  return { at, ticks: ticks.filter((tick) => at(tick) > -1e-9 && at(tick) < 1 + 1e-9) }
}

function along({ scale }: Axis, value: number): number {
  return scale === 'log' ? Math.log10(value) : value
}

/** Four to nine round numbers. */
function steps(from: number, to: number): number[] {
  const rough = (to - from) / 6
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((size) => size >= rough) ?? rough
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => rounded((first + i) * step))
}

/** 1, 2 and 5 of each decade; only 1 when there are more than three decades. */
function decades(from: number, to: number): number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))]
  const factors = Math.log10(to / from) > 3 ? [1] : [1, 2, 5]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((exponent) =>
    factors.map((factor) => rounded(factor * 10 ** exponent)),
  )
}

function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
