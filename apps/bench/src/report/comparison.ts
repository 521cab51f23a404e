/** The part of the root README that a run gives. */

import type { Results } from '../peers/results.ts'
import type { Comparison, Edition, Line } from './edition.ts'
import { digits, type Figure, figures, ratioOf } from './figure.ts'
import { ranOn } from './page.ts'
import { type Row, rowsOf } from './summary.ts'
import { line } from './table.ts'

/** Tables of medians, with the date and the machine. */
export function comparisonOf(results: Results, { name, introduction, tables }: Edition): string {
  return [
    `${ranOn(results)}, by ${results.mode === 'quick' ? 'a quick run' : `${results.rounds} rounds`} of \`pnpm bench ${name}\`; medians.`,
    ...introduction,
    ...tables.flatMap((table) => ['', ...tableOf(results, table)]),
  ].join('\n')
}

function tableOf(results: Results, table: Comparison): string[] {
  const [, ...others] = table.columns
  return [
    line(['', 'Kadkit', ...others, `Kadkit / ${table.against ?? 'best peer'}`]),
    line(['', ...table.columns, ''].map(() => '---')),
    ...table.lines.flatMap((each) => lineOf(results, table, each) ?? []),
  ]
}

function lineOf(
  { cases }: Results,
  table: Comparison,
  { what, from, phase, key, ours = 'kadkit' }: Line,
): string | undefined {
  const result = cases.find(({ name }) => name === from)
  const figure = figures.find((each) => each.key === key)
  if (result === undefined || figure === undefined) return undefined
  const columns = [ours, ...table.columns.slice(1)]
  const rows = rowsOf(result, phase).filter(({ system }) => columns.includes(system))
  if (ours !== 'kadkit' && rows.every(({ system }) => system !== ours)) return undefined
  const medians = columns.map((system) => medianOf(rows, system, key))
  return line([what, ...medians, ratioText(rows, figure, ours, table.against)])
}

function medianOf(rows: readonly Row[], system: string, key: string): string {
  const spread = rows.find((row) => row.system === system)?.figures.get(key)
  return spread === undefined ? '' : digits(spread.median)
}

function ratioText(rows: readonly Row[], figure: Figure, ours: string, against: string | undefined): string {
  const both = rows.filter(({ system }) => against === undefined || [ours, against].includes(system))
  const found = ratioOf(both, figure, ours)
  if (found === undefined) return ''
  return against === undefined ? `${digits(found.ratio)} (${found.best})` : digits(found.ratio)
}

/** The README with the part between the two marks replaced. @throws Error when a mark is not there */
export function withComparison(readme: string, results: Results, edition: Edition): string {
  const { begin, end } = edition.marks
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`the README must have the lines "${begin}" and "${end}"`)
  return `${readme.slice(0, from + begin.length)}\n\n${comparisonOf(results, edition)}\n\n${readme.slice(to)}`
}
