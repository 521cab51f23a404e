/** Which figures are drawn, and from what. */

import type { Results } from '../peers/results.ts'
import { type Bars, barsSvg } from './bars.ts'
import { ourNames } from './figure.ts'
import { rowsOf } from './summary.ts'

interface Chart {
  readonly file: string
  readonly title: string
  readonly from: string
  readonly phase: string
  readonly key: string
}

const charts: readonly Chart[] = [
  {
    file: 'bring-up',
    title: 'Seconds until 200 nodes have joined (less is better)',
    from: 'bring-up-200',
    phase: 'bring-up',
    key: 'seconds',
  },
  ...['put', 'get', 'lookup'].flatMap((what) =>
    [1, 32].map((atOnce) => ({
      file: `${what}-${atOnce}`,
      title: `${what} among 100 nodes, ${atOnce === 1 ? 'one' : atOnce} at a time: how many a second (more is better)`,
      from: 'operations-100',
      phase: `${what}, ${atOnce} at once`,
      key: 'a second',
    })),
  ),
  {
    file: 'deaths',
    title: 'get after 50 of 100 nodes died: p99 in ms (less is better)',
    from: 'deaths-0.5',
    phase: 'get after',
    key: 'p99',
  },
  {
    file: 'loss',
    title: 'get while 20 % of all datagrams get lost: p99 in ms (less is better)',
    from: 'loss-0.2',
    phase: 'get',
    key: 'p99',
  },
  {
    file: 'ping',
    title: 'ping between two processes: % of a bare echo (more is better)',
    from: 'ping',
    phase: 'ping',
    key: 'of the echo',
  },
]

/** File names and SVG text; none for what was not measured. */
export function drawn({
  cases,
}: Results): { readonly file: string; readonly title: string; readonly svg: string }[] {
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
