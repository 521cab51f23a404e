/** The part of the root README that a run gives. */

import type { Results } from '../peers/results.ts'
import { digits, type Figure, figures, ratioOf } from './figure.ts'
import { ranOn } from './page.ts'
import { type Row, rowsOf } from './summary.ts'
import { line } from './table.ts'

const BEGIN = '<!-- measured side by side: written by `pnpm bench:report` -->'
const END = '<!-- end of what is measured side by side -->'

/** Those that have a column; the others are on the page. */
const COLUMNS = ['kadkit', 'bittorrent-dht', 'dht-rpc', 'hyperdht']

interface Line {
  readonly what: string
  readonly from: string
  readonly phase: string
  readonly key: string
  /** Whose figure stands for ours, if it is not `kadkit`; without it, there is no line. */
  readonly ours?: string
}

const lines: readonly Line[] = [
  { what: 'seconds until 200 nodes have joined', from: 'bring-up-200', phase: 'bring-up', key: 'seconds' },
  { what: 'resident KiB a node, of 200', from: 'bring-up-200', phase: 'bring-up', key: 'RSS KiB a node' },
  ...['put', 'get', 'lookup'].flatMap((what) => [
    ...[1, 32].map((atOnce) => ({
      what: `${what}s a second, ${atOnce === 1 ? 'one' : atOnce} at a time`,
      from: 'operations-100',
      phase: `${what}, ${atOnce} at once`,
      key: 'a second',
    })),
    { what: `datagrams a ${what}`, from: 'operations-100', phase: `${what}, 1 at once`, key: 'packets' },
  ]),
  {
    what: 'gets right when 50 of 100 nodes have died, %',
    from: 'deaths-0.5',
    phase: 'get after',
    key: 'right',
  },
  { what: 'p99 of those gets, ms', from: 'deaths-0.5', phase: 'get after', key: 'p99' },
  { what: 'gets right when 20 % of all datagrams get lost, %', from: 'loss-0.2', phase: 'get', key: 'right' },
  { what: 'p99 of those gets, ms', from: 'loss-0.2', phase: 'get', key: 'p99' },
  { what: 'processor seconds of 100 idle nodes', from: 'operations-100', phase: 'idle', key: 'cpu s' },
  { what: 'pings a second between two processes, 64 at once', from: 'ping', phase: 'ping', key: 'a second' },
  { what: 'the same, in % of a bare `node:dgram` echo', from: 'ping', phase: 'ping', key: 'of the echo' },
  {
    what: 'pings a second, Kadkit with `@kadkit/transport-udx`',
    from: 'ping',
    phase: 'ping',
    key: 'a second',
    ours: 'kadkit-udx',
  },
]

/** A table of medians, with the date and the machine. */
export function comparisonOf(results: Results): string {
  return [
    `${ranOn(results)}, by ${results.mode === 'quick' ? 'a quick run' : `${results.rounds} rounds`} of \`pnpm bench peers\`; medians.`,
    'Each system is in a process of its own, 100 nodes in it if not said otherwise, values of 100 bytes, in turns with the others.',
    '[docs/benchmarks](docs/benchmarks) has the ranges, bytes, processor time, kad, libp2p and discv5.',
    '',
    line(['', 'Kadkit', ...COLUMNS.slice(1), 'Kadkit / best peer']),
    line(['', ...COLUMNS, ''].map(() => '---')),
    ...lines.flatMap((each) => lineOf(results, each) ?? []),
  ].join('\n')
}

function lineOf({ cases }: Results, { what, from, phase, key, ours = 'kadkit' }: Line): string | undefined {
  const result = cases.find(({ name }) => name === from)
  const figure = figures.find((each) => each.key === key)
  if (result === undefined || figure === undefined) return undefined
  const [, ...peers] = COLUMNS
  const columns = [ours, ...peers]
  const rows = rowsOf(result, phase).filter(({ system }) => columns.includes(system))
  if (ours !== 'kadkit' && rows.every(({ system }) => system !== ours)) return undefined
  return line([what, ...columns.map((system) => medianOf(rows, system, key)), ratioText(rows, figure, ours)])
}

function medianOf(rows: readonly Row[], system: string, key: string): string {
  const spread = rows.find((row) => row.system === system)?.figures.get(key)
  return spread === undefined ? '' : digits(spread.median)
}

function ratioText(rows: readonly Row[], figure: Figure, ours: string): string {
  const found = ratioOf(rows, figure, ours)
  return found === undefined ? '' : `${digits(found.ratio)} (${found.best})`
}

/** The README with the part between the two marks replaced. @throws Error when a mark is not there */
export function withComparison(readme: string, results: Results): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`the README must have the lines "${BEGIN}" and "${END}"`)
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${comparisonOf(results)}\n\n${readme.slice(end)}`
}
