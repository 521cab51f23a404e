/** From runs to rows: the median and the ends of each figure, over the rounds. */

import { median } from '../median.ts'
import type { CaseResult } from '../peers/results.ts'

/** A figure over all rounds. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** What one system did in one phase of a case. */
export interface Row {
  readonly system: string
  readonly figures: ReadonlyMap<string, Spread>
  /** Why there are none, if there are none. */
  readonly missing?: string
}

/** The phases of a case, in the order in which they ran. */
export function phasesOf({ runs }: CaseResult): string[] {
  return [...new Set(runs.flatMap(({ phases }) => Object.keys(phases)))]
}

/** A row for each system that has something to show in this phase, or nothing in any; in the order of the first round. */
export function rowsOf({ runs }: CaseResult, phase: string): Row[] {
  const names = [...new Set(runs.map(({ system }) => system))]
  return names.flatMap((system) => {
    const own = runs.filter((run) => run.system === system)
    const found = own.flatMap(({ phases }) => {
      const figures = phases[phase]
      return figures === undefined ? [] : [figures]
    })
    const keys = new Set(found.flatMap((figures) => Object.keys(figures)))
    const spreads = [...keys].flatMap((key) => {
      // JSON has null for what is no number, such as the mean of nothing.
      const values = found.flatMap((figures) => figures[key] ?? [])
      return values.length === 0 ? [] : [[key, spreadOf(values)] as const]
    })
    if (spreads.length > 0) return [{ system, figures: new Map(spreads) }]
    // Such as lookups of what has no puts.
    if (own.some(({ phases }) => Object.keys(phases).length > 0)) return []
    const missing = own.find((run) => run.missing !== undefined)?.missing ?? 'failed: see below'
    return [{ system, figures: new Map(), missing }]
  })
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) }
}
