/** Messages and round trips of one complete lookup against the size of the network. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { Dice } from '@kadkit/simulator'
import type { Experiment, Findings, Headline, Progress, Scale } from '../experiment.ts'
import { PerfectNetwork } from '../machines/perfect-network.ts'
import { walkTables } from '../machines/table-walk.ts'
import type { Series } from '../plot/plot.ts'
import { kademlia } from '../published/citation.ts'
import { lookupCostModel, widenedModel } from '../published/lookup-cost.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import type { Table } from '../report/markdown-table.ts'
import { quantile, Tally } from '../statistics.ts'
import { lookUpWithEngines } from '../worlds/whole-engines.ts'

const K = 20

interface Size {
  readonly lookups: number
  readonly nodes: readonly number[]
  readonly alphas: readonly number[]
  /** Nodes of the network of whole engines, and its lookups for each alpha. */
  readonly engines: number
  readonly engineLookups: number
}

const sizes: Record<Scale, Size> = {
  full: {
    lookups: 2_000,
    nodes: [1_000, 3_000, 10_000, 30_000, 100_000],
    alphas: [1, 3, 10],
    engines: 1_000,
    engineLookups: 1_000,
  },
  quick: { lookups: 200, nodes: [1_000, 10_000], alphas: [1, 3, 10], engines: 300, engineLookups: 200 },
  tiny: { lookups: 10, nodes: [200], alphas: [3], engines: 60, engineLookups: 10 },
}

/** How round trips of mean 1 spread. */
const spreads = ['unit', 'lognormal', 'exponential'] as const
type Spread = (typeof spreads)[number]

interface Row {
  readonly nodes: number
  readonly alpha: number
  readonly messages: Tally
  readonly times: Record<Spread, number[]>
  readonly exact: Tally
}

// As wide as the King measurements: the mean of a lognormal is its median times exp(sigma² / 2).
const SIGMA = Math.sqrt(2 * Math.log(178 / 156))

export const lookupCost: Experiment = {
  name: 'lookup-cost',
  title: 'Messages and round trips of a complete lookup',
  citation: kademlia,
  published: `The paper says how a lookup goes (section 2.3): α requests at once, and after a round that brought nothing nearer, all of the k closest not yet asked; it ends when the k closest have answered. It gives no figures for the cost. The "model" columns are ours too, but not Kadkit's: a small model of a lookup that never has more than α requests in flight ("strict"), written before Kadkit; round trips have mean 1.`,
  ours: `The shipped routing table and lookup machine, k = 20, tables as in [bucket-size](bucket-size.md). Each lookup is run three times: with all round trips alike, with lognormal ones as wide as the King measurements (median 156 : mean 178), and with exponential ones; the mean is always 1. The second table holds whole engines, with all their messages, against these machines. "Exact": the 20 contacts returned are the 20 nearest of the whole network, in all three.`,
  differs: [
    'Kadkit widens a lookup after a round without progress, as the paper says; the strict model does not. So messages are to be compared, and times are to be lower. Only one figure of the model with widening is at hand: a median of 4.23 round trips at N = 10,000, α = 3 and lognormal round trips.',
    "How widely the round trips of the strict model's mean times spread is not recorded. At α = 10 they cannot have been exponential: the slowest of 20 such answers alone takes 3.6 on average.",
    'No less than k messages are possible, since each of the k closest has to answer. The messages shown are those of the lognormal run.',
  ],
  setUp(scale) {
    return `k = ${K}, ${decimal(sizes[scale].lookups)} lookups for each pair of N and α`
  },
  run(seed, scale, progress) {
    const size = sizes[scale]
    const rows = size.nodes.flatMap((nodes) => measure(size, nodes, seed, progress))
    return findings(rows, enginesTable(size, seed, progress))
  },
}

function measure({ lookups, alphas }: Size, nodes: number, seed: number, progress: Progress): Row[] {
  const network = new PerfectNetwork({ nodes, k: K, bucketSize: K, seed })
  return alphas.map((alpha) => {
    const row = emptyRow(nodes, alpha)
    const dice = new Dice(seed).fork()
    for (let i = 0; i < lookups; i++) lookUp(network, dice, row)
    progress(`N = ${nodes}, α = ${alpha}: ${row.messages.mean.toFixed(2)} messages`)
    return row
  })
}

function emptyRow(nodes: number, alpha: number): Row {
  const times = { unit: [], lognormal: [], exponential: [] }
  return { nodes, alpha, messages: new Tally(), times, exact: new Tally() }
}

function lookUp(network: PerfectNetwork, dice: Dice, { nodes, alpha, messages, times, exact }: Row): void {
  const from = dice.below(nodes)
  const target = dice.key()
  const own = network.contacts[from]?.key
  for (const spread of spreads) {
    const walk = walkTables(network, from, target, { k: K, alpha, roundTrip: () => drawn(spread, dice) })
    times[spread].push(walk.endedAt)
    exact.add(isTruth(network, target, walk.closest, own) ? 1 : 0)
    if (spread === 'lognormal') messages.add(walk.messages)
  }
}

function drawn(spread: Spread, dice: Dice): number {
  if (spread === 'unit') return 1
  if (spread === 'exponential') return dice.exponential(1)
  // Box and Muller's way to a normal number
  const normal = Math.sqrt(2 * dice.exponential(1)) * Math.cos(2 * Math.PI * dice.next())
  return Math.exp(SIGMA * normal - SIGMA ** 2 / 2)
}

function isTruth(
  network: PerfectNetwork,
  target: Key,
  found: readonly Contact[],
  own: Key | undefined,
): boolean {
  const truth = network.closest(target, K, own)
  return truth.length === found.length && truth.every(({ key }, i) => found[i]?.key.equals(key))
}

function enginesTable({ engines, engineLookups, alphas }: Size, seed: number, progress: Progress): Table {
  const rows = alphas.map((alpha) => {
    const whole = lookUpWithEngines({ nodes: engines, k: K, alpha }, engineLookups, seed)
    progress(`${engines} whole engines, α = ${alpha}: ${whole.messages.toFixed(2)} messages`)
    return [engines, alpha, rounded(whole.messages, 2), rounded(whole.time, 2), percent(whole.exact, 2)]
  })
  return {
    title: `Whole engines in the simulator, unit round trips, ${decimal(engineLookups)} lookups each`,
    columns: ['N', 'α', 'messages', 'mean time', 'exact'],
    rows,
  }
}

function findings(rows: readonly Row[], engines: Table): Findings {
  const modelOf = ({ nodes, alpha }: Row) =>
    lookupCostModel.find((entry) => entry.nodes === nodes && entry.alpha === alpha)
  const mean = (times: readonly number[]) => rounded(times.reduce((a, b) => a + b, 0) / times.length, 2)
  return {
    headlines: [
      ...rows.flatMap((row) => messagesLine(row, modelOf(row)?.messages)),
      ...rows.flatMap(timeLine),
    ],
    tables: [
      {
        columns: [
          'N',
          'α',
          'messages',
          'messages, model',
          'mean time, unit',
          'mean time, lognormal',
          'median time, lognormal',
          'mean time, exponential',
          'mean time, strict model',
          'exact',
        ],
        rows: rows.map((row) => [
          row.nodes,
          row.alpha,
          rounded(row.messages.mean, 2),
          modelOf(row)?.messages ?? null,
          mean(row.times.unit),
          mean(row.times.lognormal),
          rounded(quantile(row.times.lognormal, 0.5), 2),
          mean(row.times.exponential),
          modelOf(row)?.roundTrips ?? null,
          percent(row.exact.mean, 2),
        ]),
      },
      engines,
    ],
    plots: [messagesPlot(rows)],
  }
}

function messagesLine(row: Row, model: number | undefined): Headline[] {
  if (model === undefined) return []
  const ours = rounded(row.messages.mean, 2)
  return [
    {
      what: `Messages of a lookup, N = ${decimal(row.nodes)}, α = ${row.alpha} (exact: ${percent(row.exact.mean)})`,
      ours: ours.toFixed(2),
      published: `${model.toFixed(1)} (model)`,
      ratio: rounded(ours / model, 3),
    },
  ]
}

function timeLine({ nodes, alpha, times }: Row): Headline[] {
  if (nodes !== widenedModel.nodes || alpha !== widenedModel.alpha) return []
  const ours = rounded(quantile(times.lognormal, 0.5), 2)
  return [
    {
      what: `Round trips of a lookup, median, N = ${decimal(nodes)}, α = ${alpha}, lognormal`,
      ours: ours.toFixed(2),
      published: `${widenedModel.widened} (model; strict ${widenedModel.strict})`,
      ratio: rounded(ours / widenedModel.widened, 3),
    },
  ]
}

function messagesPlot(rows: readonly Row[]): Findings['plots'][number] {
  const alphas = [...new Set(rows.map(({ alpha }) => alpha))]
  return {
    name: 'messages',
    title: 'Messages of a complete lookup, k = 20',
    x: { label: 'nodes', scale: 'log' },
    y: { label: 'messages', scale: 'linear' },
    series: alphas.flatMap((alpha, color): Series[] => [
      {
        name: `Kadkit, α = ${alpha}`,
        kind: 'ours',
        color,
        points: rows
          .filter((row) => row.alpha === alpha)
          .map((row) => [row.nodes, rounded(row.messages.mean, 2)]),
      },
      {
        name: `model, α = ${alpha}`,
        kind: 'published',
        color,
        points: lookupCostModel.filter((row) => row.alpha === alpha).map((row) => [row.nodes, row.messages]),
      },
    ]),
  }
}
