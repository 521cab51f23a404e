/** Sums over a week of churn, from which its tables and plots are made. */

import type { Left } from '../worlds/value-census.ts'
import type { Asked } from '../worlds/value-gets.ts'
import type { Group } from '../worlds/value-load.ts'
import type { HourOfGroup, WeekFigures } from '../worlds/values-week.ts'

/** Copies that are put. */
export const COPIES = 20

/** Values that nobody has helped: after each of these hours. */
export interface Unaided {
  readonly hours: readonly number[]
  readonly left: readonly Left[]
  /** Of the Weibull distribution with shape 1/2. */
  readonly scaleMs: number
}

/** The share of values of which one of the copies is left, each being on a node that happened to run when it was put. */
export function formula(hours: number, scaleMs: number): number {
  const s = Math.sqrt((hours * 3_600_000) / scaleMs)
  return 1 - (1 - (1 + s) * Math.exp(-s)) ** COPIES
}

export function hoursOf({ hours }: WeekFigures, group: Group): HourOfGroup[] {
  return hours.map((hour) => hour[group])
}

export function sumOfGets(parts: readonly Asked[]): Asked {
  const sum = { asked: 0, found: 0 }
  for (const { asked, found } of parts) {
    sum.asked += asked
    sum.found += found
  }
  return sum
}

/** Nothing asked is nothing missed. */
export function shareOf({ asked, found }: Asked): number {
  return asked === 0 ? 1 : found / asked
}
