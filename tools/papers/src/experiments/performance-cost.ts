/** Latency against bandwidth under churn: the workload of Li et al. */

import type { Config } from '@kadkit/protocol'
import type { Experiment, Findings, Progress, Scale } from '../experiment.ts'
import { performanceVersusCost } from '../published/citation.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { quantile } from '../statistics.ts'
import { runSeekWorkload, type SeekFigures, withHeaders } from '../worlds/seek-workload.ts'
import { churnConfig, configText } from './churn-config.ts'

const HOUR_MS = 3_600_000
/** The best Kademlia of the paper at 10 bytes a node and second. */
const PUBLISHED = { bytes: 10, medianMs: 450 }
/** Hardly any refresh: lookups teach. */
const BASE: Partial<Config> = { ...churnConfig, refreshEveryMs: 24 * HOUR_MS }

interface Variant {
  readonly name: string
  readonly config: Partial<Config>
  readonly breakOff: boolean
}

const chosen: Variant = { name: 'chosen', config: BASE, breakOff: true }
const others: readonly Variant[] = [
  { name: 'chosen, whole lookups', config: BASE, breakOff: false },
  { name: 'α = 2', config: { ...BASE, alpha: 2 }, breakOff: true },
  { name: 'α = 8', config: { ...BASE, alpha: 8 }, breakOff: true },
  { name: 'k = 20', config: { ...BASE, k: 20 }, breakOff: true },
  { name: 'buckets of 8', config: { ...BASE, bucketSize: 8 }, breakOff: true },
  { name: 'refresh every hour', config: { ...BASE, refreshEveryMs: HOUR_MS }, breakOff: true },
  { name: "Kadkit's defaults, whole lookups", config: {}, breakOff: false },
]

interface Size {
  readonly nodes: number
  /** Hours of the chosen configuration, and of the others; the second half counts. */
  readonly hours: number
  readonly hoursOfOthers: number
  readonly others: readonly Variant[]
}

const sizes: Record<Scale, Size> = {
  full: { nodes: 1_024, hours: 6, hoursOfOthers: 2, others },
  quick: { nodes: 256, hours: 1, hoursOfOthers: 1, others: others.slice(0, 1) },
  tiny: { nodes: 24, hours: 0.25, hoursOfOthers: 0.25, others: [] },
}

interface Row {
  readonly variant: Variant
  readonly hours: number
  readonly figures: SeekFigures
}

export const performanceCost: Experiment = {
  name: 'performance-cost',
  title: 'Latency against bandwidth under churn',
  citation: performanceVersusCost,
  published: `1,024 nodes in the simulator p2psim, with round-trip times measured between DNS servers by the King method (median 156 ms, mean 178 ms). Sessions are exponential with mean one hour, after which a node comes back with a new id and address; each node looks up a key at exponential intervals of mean 600 s. Six hours, of which the second half counts. A message has 20 bytes, and 4 more for each id or address in it. Every parameter is varied over a grid; of all points, the lower convex hull of latency against bandwidth is compared. At ${PUBLISHED.bytes} bytes a node and second, the best Kademlia has a median latency of ${PUBLISHED.medianMs} ms.

By p2psim's source, the key of a lookup is the id of a node that is up; the latency is the time until that node, once found, has answered a ping; a lookup that ends without it is repeated after 100 ms; and after 4 s in all it has failed.`,
  ours: `Whole engines in the simulator, configured with ${configText(BASE)} and Kadkit's defaults for all else, under the same churn, pauses, repetition and limit. A node looks up the id of a random node that is up; the latency is the time until that node has answered, which here is its answer to the lookup's own FIND_NODE. There the lookup is broken off, as \`walk\` of @kadkit/dht allows; one row shows whole lookups, which go on until the k closest have answered. "Failed": not found within 4 s, though the target was up all the time. Two counts of bytes, of what a node sends: real ones (frames, without the headers of IP and UDP), and those by the paper's rule, for which a contact is an id and an address, 8 bytes, and its age 1 more.`,
  differs: [
    'The matrix is King-like, not King: 1,024 hosts in a plane, with noise, drawn to the same median and mean.',
    'The network begins with full tables, and 1,024 nodes; whoever dies is replaced at once.',
    "p2psim's Kademlia charges 4 bytes for a listed node; ours is charged 9. Real bytes are more, since ids have 256 bits and each message 128 bits of request id: both are shown.",
    "A configuration for this network: nothing is lost in it, as in p2psim, so that a contact may give way after one failure (Kadkit's default is five); the last row has Kadkit's defaults.",
    'Failures grow with the hours where hardly anything is refreshed: the row of six hours has more of them than those of two, and a refresh every hour costs bytes and takes some away.',
    'The paper tries its grid over thousands of points. Ours are the rows below and no others; the first is the one that was chosen, and it alone is run for the whole six hours.',
  ],
  setUp(scale) {
    const { nodes, hours, hoursOfOthers } = sizes[scale]
    return `${decimal(nodes)} nodes, ${hours} h (other configurations ${hoursOfOthers} h), the second half counts`
  },
  run(seed, scale, progress) {
    const { nodes, hours, hoursOfOthers, others } = sizes[scale]
    const rows = [measure(chosen, nodes, hours, seed, progress)]
    for (const variant of others) rows.push(measure(variant, nodes, hoursOfOthers, seed, progress))
    return findings(rows)
  },
}

function measure(variant: Variant, nodes: number, hours: number, seed: number, progress: Progress): Row {
  const workload = {
    nodes,
    latency: { model: 'king' },
    config: variant.config,
    session: (dice) => dice.exponential(HOUR_MS),
    pause: (dice) => dice.exponential(600_000),
    limitMs: 4_000,
    againMs: 100,
    breakOff: variant.breakOff,
    warmUpMs: (hours * HOUR_MS) / 2,
    countedMs: (hours * HOUR_MS) / 2,
  } as const satisfies Parameters<typeof runSeekWorkload>[0]
  const figures = runSeekWorkload(workload, seed, (line) => progress(`${variant.name}: ${line}`))
  return { variant, hours, figures }
}

function findings(rows: readonly Row[]): Findings {
  const lines = rows.map(lineOf)
  const [first] = lines
  return {
    headlines: first === undefined ? [] : headlinesOf(first),
    tables: [
      {
        columns: [
          'configuration',
          'hours',
          'lookups',
          'median, ms',
          '95th percentile, ms',
          'whole lookup, median, ms',
          'failed',
          'repeated',
          "bytes by the paper's rule / node / s",
          'real bytes / node / s',
          'with IPv4 and UDP headers',
        ],
        rows: lines.map((line) => [
          line.name,
          line.hours,
          line.lookups,
          line.median,
          line.p95,
          line.ended,
          percent(line.failed, 2),
          percent(line.repeated, 2),
          line.pvcBytes,
          line.bytes,
          line.bytesWithHeaders,
        ]),
      },
    ],
    plots: [
      {
        name: 'hull',
        title: 'Median latency against bandwidth, sessions of one hour',
        x: { label: "bytes by the paper's rule, a node and second", scale: 'linear', from: 0 },
        y: { label: 'median latency, ms', scale: 'linear', from: 0 },
        series: [
          {
            name: 'Kadkit, chosen',
            kind: 'ours',
            points: lines.slice(0, 1).map((line) => [line.pvcBytes, line.median]),
          },
          {
            name: 'Kadkit, others',
            kind: 'ours',
            joined: false,
            points: lines.slice(1).map((line) => [line.pvcBytes, line.median]),
          },
          { name: 'best of the paper', kind: 'published', points: [[PUBLISHED.bytes, PUBLISHED.medianMs]] },
        ],
      },
    ],
  }
}

type Line = ReturnType<typeof lineOf>

function lineOf({ variant, hours, figures }: Row) {
  const { foundMs, endedMs, failed, repeated, perNodeSecond } = figures
  const lookups = foundMs.length + failed
  return {
    name: variant.name,
    hours,
    lookups,
    median: rounded(quantile(foundMs, 0.5), 0),
    p95: rounded(quantile(foundMs, 0.95), 0),
    ended: endedMs.length === 0 ? null : rounded(quantile(endedMs, 0.5), 0),
    failed: failed / Math.max(1, lookups),
    repeated: repeated / Math.max(1, lookups),
    pvcBytes: rounded(perNodeSecond.pvcBytes, 2),
    bytes: rounded(perNodeSecond.bytes, 1),
    bytesWithHeaders: rounded(withHeaders(perNodeSecond), 1),
  }
}

function headlinesOf({ median, failed, pvcBytes, bytes }: Line): Findings['headlines'] {
  return [
    {
      what: `Median latency under churn (failed: ${percent(failed, 2)})`,
      ours: `${median} ms`,
      published: `${PUBLISHED.medianMs} ms`,
      ratio: rounded(median / PUBLISHED.medianMs, 3),
    },
    {
      what: `Bytes for it, by the paper's rule (real: ${bytes})`,
      ours: `${pvcBytes} / node / s`,
      published: `${PUBLISHED.bytes} / node / s`,
      ratio: rounded(pvcBytes / PUBLISHED.bytes, 3),
    },
  ]
}
