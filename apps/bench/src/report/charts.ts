/** Figures that are drawn. */

import type { Results } from '../peers/results.ts'
import { type Bars, barsSvg } from './bars.ts'
import { ourNames } from './figure.ts'
import { rowsOf } from './summary.ts'

export interface Chart {
  readonly file: string
  readonly title: string
  /** The name of a case, one of its phases, and a figure of that. */
  readonly from: string
  readonly phase: string
  readonly key: string
}

/** File names and SVG text; none for what was not measured. */
export function drawn(
  { cases }: Results,
  charts: readonly Chart[],
): { readonly file: string; readonly title: string; readonly svg: string }[] {
  return charts.flatMap(({ file, title, from, phase, key }) => {
    const result = cases.find(({ name }) => name === from)
    const bars: Bars['bars'] = (result === undefined ? [] : rowsOf(result, phase)).flatMap(
      ({ system, figures }) => {
        const spread = figures.get(key)
        return spread === undefined
          ? []
          : [{ name: ourNames.get(system) ?? system, ours: ourNames.has(system), spread }]
      },
    )
    return bars.length === 0 ? [] : [{ file: `${file}.svg`, title, svg: barsSvg({ title, bars }) }]
  })
}
