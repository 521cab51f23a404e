/** Consistency of lookups under churn, down to sessions of a minute: Rhea et al. */

import { World } from '@kadkit/simulator'
import type { Experiment, Findings, Progress, Scale } from '../experiment.ts'
import { handlingChurn } from '../published/citation.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { quantile } from '../statistics.ts'
import { type Agreement, askGroup, GROUP, noAgreement } from '../worlds/agreement.ts'
import { Population } from '../worlds/population.ts'
import { perSecond, runInParts, withHeaders } from '../worlds/seek-workload.ts'
import { churnConfig, configText } from './churn-config.ts'

/** Rhea et al.: what Bamboo needs at a median session of 1.4 minutes. */
const PUBLISHED_BYTES = 900
/** A lookup that takes longer counts as one that agrees with nobody. */
const LIMIT_MS = 30_000

interface Size {
  readonly nodes: number
  readonly medianMinutes: readonly number[]
  /** For how long is warmed up, and then counted: one median session, but at least and at most so many minutes. */
  readonly leastMinutes: number
  readonly mostMinutes: number
  readonly groupEveryMs: number
}

const sizes: Record<Scale, Size> = {
  full: {
    nodes: 1_000,
    medianMinutes: [1.4, 3, 6, 11, 23, 47, 94, 187],
    leastMinutes: 5,
    mostMinutes: 15,
    groupEveryMs: 1_000,
  },
  quick: { nodes: 200, medianMinutes: [1.4, 23], leastMinutes: 3, mostMinutes: 5, groupEveryMs: 1_000 },
  tiny: { nodes: 24, medianMinutes: [23], leastMinutes: 1, mostMinutes: 1, groupEveryMs: 5_000 },
}

interface Row {
  readonly median: number
  readonly agreement: Agreement
  readonly bytes: number
  readonly bytesWithHeaders: number
  readonly messages: number
  readonly deaths: number
}

export const churnSweep: Experiment = {
  name: 'churn-sweep',
  title: 'Consistent lookups under churn',
  citation: handlingChurn,
  published: `Bamboo, a DHT with Pastry's geometry, on an emulated network of 1,000 nodes: lookups go on working at median session times as short as 1.4 minutes, with less than 900 bytes a second for each node. (Only the abstract was read: so the sweep and the measure of consistency are ours, and the paper's other figures are not shown.)`,
  ours: `Whole engines in the simulator. Sessions are exponential; whoever dies is replaced at once by a node with a new key and address, which joins through a random node. The network has rested before; then time passes, half of it before anything is counted. ${GROUP} random nodes at a time look up the same random key. "Unanimous": all of the ${GROUP} that did not die meanwhile name the same node as the closest. "With most": the share of lookups that name what most of their group name. "Right": the share that name the node that is in truth the closest.`,
  differs: [
    'Kademlia looks up iteratively and asks k nodes; Bamboo routes recursively and repairs a leaf set. Bytes are those that a node sends, at a lookup rate of our choice.',
    'Round-trip times are King-like (median 156 ms, mean 178 ms), drawn by the simulator; the paper emulates a transit-stub network.',
    `Configuration: ${configText(churnConfig)}; all else is Kadkit's default.`,
  ],
  setUp(scale) {
    const { nodes, groupEveryMs, leastMinutes, mostMinutes } = sizes[scale]
    return `${decimal(nodes)} nodes, a group of ${GROUP} lookups every ${groupEveryMs / 1_000} s, a median session of warm-up (but ${leastMinutes} to ${mostMinutes} min) and as long counted, k = ${churnConfig.k}, α = ${churnConfig.alpha}`
  },
  run(seed, scale, progress) {
    const size = sizes[scale]
    return findings(size.medianMinutes.map((median) => measure(size, median, seed, progress)))
  },
}

function measure(
  { nodes, leastMinutes, mostMinutes, groupEveryMs }: Size,
  median: number,
  seed: number,
  progress: Progress,
): Row {
  const world = new World({
    seed,
    network: { latency: { model: 'king' } },
    config: churnConfig,
    codec: false,
    trace: 'off',
    invariants: false,
  })
  const meanMs = (median * 60_000) / Math.LN2
  const population = new Population(world, { nodes, session: (dice) => dice.exponential(meanMs) })
  const agreement = noAgreement()
  const halfMs = Math.min(Math.max(leastMinutes, median), mostMinutes) * 60_000
  population.begin()
  runInParts(world, halfMs, () => {})
  const before = world.traffic.sum
  const ask = () => {
    askGroup(world, population, LIMIT_MS, agreement)
    world.after(groupEveryMs, ask)
  }
  ask()
  runInParts(world, halfMs, (ms) =>
    progress(
      `median session ${median} min: ${(ms / 60_000).toFixed(0)} min, ${agreement.unanimous} of ${agreement.groups}`,
    ),
  )
  const sent = perSecond(before, world.traffic.sum, (nodes * halfMs) / 1_000)
  return {
    median,
    agreement,
    bytes: sent.bytes,
    bytesWithHeaders: withHeaders(sent),
    messages: sent.messages,
    deaths: population.deaths,
  }
}

function findings(rows: readonly Row[]): Findings {
  const lines = rows.map(lineOf)
  return {
    headlines: lines
      .filter(({ median }) => median === 1.4 || median === 23)
      .flatMap(({ median, withMost, right, bytes }) => [
        {
          what: `Lookups that agree with most, median session ${median} min (right: ${percent(right, 2)})`,
          ours: percent(withMost, 2),
          published: '–',
          ratio: null,
        },
        {
          what: `Bytes a node sends in a second, median session ${median} min`,
          ours: `${bytes}`,
          published: median === 1.4 ? `< ${PUBLISHED_BYTES} (Bamboo)` : '–',
          ratio: median === 1.4 ? rounded(bytes / PUBLISHED_BYTES, 3) : null,
        },
      ]),
    tables: [
      {
        columns: [
          'median session, min',
          'lookups',
          'unanimous groups',
          'with most',
          'right',
          'median lookup, ms',
          'bytes / node / s',
          'with IPv4 and UDP headers',
          'messages / node / s',
          'deaths',
        ],
        rows: lines.map((line) => [
          line.median,
          line.lookups,
          percent(line.unanimous, 2),
          percent(line.withMost, 2),
          percent(line.right, 2),
          line.duration,
          line.bytes,
          line.bytesWithHeaders,
          line.messages,
          line.deaths,
        ]),
      },
    ],
    plots: plotsOf(lines),
  }
}

type Line = ReturnType<typeof lineOf>

function lineOf({ median, agreement, bytes, bytesWithHeaders, messages, deaths }: Row) {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    median,
    unanimous: share(agreement.unanimous, agreement.groups),
    withMost: share(agreement.withMost, agreement.lookups),
    right: share(agreement.right, agreement.lookups),
    duration: rounded(quantile(agreement.durationsMs, 0.5), 0),
    bytes: rounded(bytes, 1),
    bytesWithHeaders: rounded(bytesWithHeaders, 1),
    messages: rounded(messages, 2),
    lookups: agreement.lookups,
    deaths,
  }
}

function plotsOf(lines: readonly Line[]): Findings['plots'] {
  return [
    {
      name: 'consistency',
      title: 'Lookups that agree with most of their group',
      x: { label: 'median session, minutes', scale: 'log' },
      y: { label: '%', scale: 'linear', to: 100.2 },
      series: [
        {
          name: 'with most',
          kind: 'ours',
          points: lines.map((line) => [line.median, rounded(100 * line.withMost, 3)]),
        },
        {
          name: 'right',
          kind: 'ours',
          points: lines.map((line) => [line.median, rounded(100 * line.right, 3)]),
        },
      ],
    },
    {
      name: 'bytes',
      title: 'Bytes that a node sends in a second',
      x: { label: 'median session, minutes', scale: 'log' },
      y: { label: 'bytes', scale: 'linear', from: 0 },
      series: [
        { name: 'Kadkit', kind: 'ours', points: lines.map((line) => [line.median, line.bytes]) },
        { name: 'Bamboo: less than', kind: 'published', points: [[1.4, PUBLISHED_BYTES]] },
      ],
    },
  ]
}
