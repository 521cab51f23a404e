/** What each figure is called in a table, and which way it is better. */

import type { Row } from './summary.ts'

export interface Figure {
  readonly key: string
  readonly title: string
  /** Undefined for what only says what kind of work was done. */
  readonly better?: 'more' | 'less'
}

/** In the order of their columns. */
export const figures: readonly Figure[] = [
  { key: 'seconds', title: 's', better: 'less' },
  { key: 'for s', title: 'for s' },
  { key: 'a second', title: 'a second', better: 'more' },
  { key: 'lookups a second', title: 'lookups a second', better: 'more' },
  { key: 'encodes a second', title: 'encoded a second', better: 'more' },
  { key: 'decodes a second', title: 'decoded a second', better: 'more' },
  { key: 'both a second', title: 'there and back a second', better: 'more' },
  { key: 'bytes a contact', title: 'bytes a contact', better: 'less' },
  { key: 'without the contacts', title: 'without the contacts', better: 'less' },
  { key: 'p50', title: 'p50 ms', better: 'less' },
  { key: 'p95', title: 'p95 ms', better: 'less' },
  { key: 'p99', title: 'p99 ms', better: 'less' },
  { key: 'max', title: 'slowest ms', better: 'less' },
  { key: 'packets', title: 'packets', better: 'less' },
  { key: 'writes', title: 'TCP writes' },
  { key: 'bytes', title: 'bytes', better: 'less' },
  { key: 'cpu ms', title: 'processor ms', better: 'less' },
  { key: 'cpu s', title: 'processor s', better: 'less' },
  { key: 'RSS KiB a node', title: 'RSS KiB a node', better: 'less' },
  { key: 'heap KiB a node', title: 'heap KiB a node', better: 'less' },
  { key: 'echo a second', title: 'bare echo a second' },
  { key: 'of the echo', title: '% of the echo', better: 'more' },
  { key: 'put', title: 'put ms', better: 'less' },
  { key: 'get', title: 'get ms', better: 'less' },
  { key: 'failed after', title: 'failed after ms' },
  { key: 'replicas', title: 'replicas' },
  { key: 'right', title: '% right' },
  { key: 'local', title: '% local' },
  { key: 'held', title: 'held' },
  { key: 'done', title: 'operations' },
]

/** Ourselves, by the names of our systems. */
export const ourNames: ReadonlyMap<string, string> = new Map([
  ['kadkit', 'Kadkit'],
  ['kadkit-udx', 'Kadkit-udx'],
])

/** In percent: who is fast but wrong, or has answers at home, is no measure for others. */
const RIGHT = 99
const LOCAL = 5

/** The peers whose figures ours are held against: right, and not from their own store. */
export function comparable(rows: readonly Row[]): Row[] {
  return rows.filter(
    ({ system, figures }) =>
      !ourNames.has(system) &&
      figures.size > 0 &&
      (figures.get('right')?.median ?? 100) >= RIGHT &&
      (figures.get('local')?.median ?? 0) <= LOCAL,
  )
}

export interface Ratio {
  /** Our median, over the best median of a peer. */
  readonly ratio: number
  readonly best: string
}

/** Undefined where one of the two is missing, and where the best is zero. */
export function ratioOf(rows: readonly Row[], { key, better }: Figure, our = 'kadkit'): Ratio | undefined {
  const ours = rows.find(({ system }) => system === our)?.figures.get(key)?.median
  const theirs = comparable(rows).flatMap(({ system, figures }) => {
    const value = figures.get(key)?.median
    return value === undefined ? [] : [{ system, value }]
  })
  theirs.sort((a, b) => (better === 'more' ? b.value - a.value : a.value - b.value))
  const [best] = theirs
  if (better === undefined || ours === undefined || best === undefined || best.value === 0) return undefined
  return { ratio: ours / best.value, best: best.system }
}

/** Three digits; a whole number stays one. */
export function digits(value: number): string {
  const rounded = Number(value.toPrecision(3))
  if (rounded === 0) return '0'
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)))
  return magnitude >= 3 || Number.isInteger(value)
    ? rounded.toLocaleString('en-US')
    : rounded.toFixed(Math.min(3, Math.max(0, 2 - magnitude)))
}
