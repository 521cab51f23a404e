/** Markdown tables of a case. */

import type { CaseResult } from '../peers/results.ts'
import { digits, type Figure, figures, ourNames, ratioOf } from './figure.ts'
import { type Row, rowsOf, type Spread } from './summary.ts'

/** A table of one phase: a row for each system, and one for our ratio to the best of the others. */
export function tableOf(result: CaseResult, phase: string): string[] {
  const rows = rowsOf(result, phase)
  const columns = figures.filter(({ key }) => rows.some((row) => row.figures.has(key)))
  const ratios = columns.map((column) => ratioOf(rows, column))
  return [
    line(['system', ...columns.map(({ title }) => title)]),
    line(['', ...columns].map(() => '---')),
    ...rows.map((row) => rowLine(row, columns)),
    ...(ratios.some((ratio) => ratio !== undefined)
      ? [
          line([
            '*Kadkit / best peer*',
            ...ratios.map((ratio) => (ratio === undefined ? '' : `*${digits(ratio.ratio)}*`)),
          ]),
        ]
      : []),
  ]
}

/** A row for each size, a column for each system: "put ms / get ms". */
export function sizesTable(result: CaseResult, phases: readonly string[]): string[] {
  const systems = [...new Set(result.runs.map(({ system }) => system))]
  return [
    line(['value', ...systems.map(titleOf)]),
    line(['', ...systems].map(() => '---')),
    ...phases.map((phase) => {
      const rows = rowsOf(result, phase)
      return line([
        phase,
        ...systems.map((system) => sizeCell(rows.find((row) => row.system === system)?.figures)),
      ])
    }),
  ]
}

function sizeCell(found: ReadonlyMap<string, Spread> | undefined): string {
  const [put, get, failed] = ['put', 'get', 'failed after'].map((key) => found?.get(key)?.median)
  if (put !== undefined && get !== undefined) return `${digits(put)} / ${digits(get)} ms`
  return failed === undefined ? 'not tried' : `fails after ${digits(failed)} ms`
}

function rowLine({ system, figures: own, missing }: Row, columns: readonly Figure[]): string {
  const name = titleOf(system)
  if (missing !== undefined) return line([name, missing, ...columns.slice(1).map(() => '')])
  return line([name, ...columns.map(({ key }) => cell(own.get(key)))])
}

/** "median (least to most)", or the median alone where there was one round or they are alike. */
export function cell(spread: Spread | undefined): string {
  if (spread === undefined) return ''
  const [middle, least, most] = [spread.median, spread.least, spread.most].map(digits)
  return least === most ? (middle ?? '') : `${middle} (${least} to ${most})`
}

export function titleOf(system: string): string {
  const ours = ourNames.get(system)
  return ours === undefined ? system : `**${ours}**`
}

export function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
