/** Tables in Markdown. */

import { decimal } from './decimal.ts'

/** null is shown as a dash: there is no such number. */
export type Cell = string | number | null

export interface Table {
  readonly title?: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The table with its title above it; columns in which all are numbers are set flush right. */
export function markdownTable({ title, columns, rows }: Table): string {
  const rule = columns.map((_, i) => (rows.every((row) => isNumeric(row[i] ?? null)) ? '--:' : ':--'))
  const lines = [columns, rule, ...rows.map((row) => columns.map((_, i) => shown(row[i] ?? null)))]
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return title === undefined ? table : `**${title}**\n\n${table}`
}

function isNumeric(cell: Cell): boolean {
  return typeof cell !== 'string' || /^[\d,.]+ %$/.test(cell)
}

function shown(cell: Cell): string {
  if (cell === null) return '–'
  return typeof cell === 'number' ? decimal(cell) : cell.replaceAll('|', '\\|')
}
