/** Latency of routed requests under heavy-tailed churn: the workload of R/Kademlia. */

import type { Config } from '@kadkit/protocol'
import type { Dice } from '@kadkit/simulator'
import type { Experiment, Findings, Progress, Scale } from '../experiment.ts'
import { recursiveKademlia } from '../published/citation.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { quantile } from '../statistics.ts'
import { runSeekWorkload, type SeekFigures, withHeaders } from '../worlds/seek-workload.ts'
import { restOf } from '../worlds/sessions.ts'
import { churnConfig, configText } from './churn-config.ts'

const PENALTY_MS = 10_000
const MEAN_SESSION_MS = 10_000_000
const SHAPE = 0.5
/** The mean of a Weibull distribution of shape 1/2 is twice its scale. */
const SCALE_MS = MEAN_SESSION_MS / 2

/** What the paper gives for its kinds of Kademlia: mean latency and bytes a node and second. */
const published = [
  { name: 'exhaustive-iterative', ms: '2,000 to 5,000', bytes: null },
  { name: 'iterative, 5 parallel RPCs', ms: '630', bytes: 300 },
  { name: 'iterative, proximity neighbours', ms: '415', bytes: 1_250 },
  { name: 'recursive', ms: '350', bytes: 140 },
  { name: 'recursive, proximity neighbours', ms: '225', bytes: null },
] as const
const TARGET = { ms: 415, bytes: 300 }

const CONFIG: Partial<Config> = { ...churnConfig, refreshEveryMs: 1_000_000 }

/** Whether sessions in progress at the beginning have just begun, or are those of a network that has been going for long. */
type Start = 'fresh' | 'steady'

interface Size {
  readonly warmUpMs: number
  readonly countedMs: number
  readonly runs: readonly { readonly start: Start; readonly nodes: number }[]
}

const sizes: Record<Scale, Size> = {
  full: {
    warmUpMs: 1_800_000,
    countedMs: 300_000,
    runs: [
      { start: 'fresh', nodes: 2_000 },
      { start: 'steady', nodes: 1_000 },
    ],
  },
  quick: { warmUpMs: 600_000, countedMs: 300_000, runs: [{ start: 'fresh', nodes: 300 }] },
  tiny: { warmUpMs: 60_000, countedMs: 60_000, runs: [{ start: 'fresh', nodes: 24 }] },
}

interface Row {
  readonly start: Start
  readonly nodes: number
  readonly figures: SeekFigures
}

export const rKademlia: Experiment = {
  name: 'r-kademlia',
  title: "R/Kademlia's workload",
  citation: recursiveKademlia,
  published: `5,000 nodes in OverSim; lifetimes are Weibull with shape 0.5 and mean 10,000 s; k = 8; idle buckets are refreshed after 1,000 s; each node sends a test RPC to the id of another node every 60 s, and one that fails counts as 10 s. 1,800 s of warm-up, and 1,800 s measured. Mean latencies, about: ${published.map(({ name, ms }) => `${name} ${ms} ms`).join('; ')}. Bytes a node and second, about: iterative 300, with proximity neighbours 1,250, recursive 140.`,
  ours: `Whole engines in the simulator: iterative lookups, no proximity neighbours. Every 30 to 90 s, 60 s on average, each node looks up the id of a random node that is up; the latency is the time until that node has answered the lookup's own FIND_NODE, where the lookup is broken off. One that has not found its target in ${PENALTY_MS / 1_000} s, though it was up, counts as ${PENALTY_MS / 1_000} s. A lookup that ends without its target is repeated after 100 ms.`,
  differs: [
    'Round-trip times are King-like (median 156 ms, mean 178 ms). Those of the paper are not in the notes that we have; latencies of the two can be compared only as far as these are alike.',
    '"Fresh": all sessions begin at the beginning, which with this distribution makes the most churn, as in a network that has just been built. "Steady": sessions in progress are those of a network that has been going for very long. Which one the paper has is not in the notes.',
    'The network begins with full tables; whoever dies is replaced at once. 300 s are measured, not 1,800 s, and there are fewer nodes: 5,000 take too long beside the other experiments. (By [lookup-cost](lookup-cost.md), a lookup among 5,000 nodes takes about a quarter of a round trip more than among 2,000.)',
    `Configuration: ${configText(CONFIG)}; all else is Kadkit's default. k and the refresh are the paper's.`,
  ],
  setUp(scale) {
    const { runs, warmUpMs, countedMs } = sizes[scale]
    const nodes = runs.map((run) => `${decimal(run.nodes)} (${run.start})`).join(' and ')
    return `${nodes} nodes, ${warmUpMs / 1_000} s warm-up, ${countedMs / 1_000} s counted`
  },
  run(seed, scale, progress) {
    const size = sizes[scale]
    return findings(size.runs.map(({ start, nodes }) => measure(size, start, nodes, seed, progress)))
  },
}

function measure(
  { warmUpMs, countedMs }: Size,
  start: Start,
  nodes: number,
  seed: number,
  progress: Progress,
): Row {
  const session = (dice: Dice) => dice.weibull(SHAPE, SCALE_MS)
  const workload = {
    nodes,
    latency: { model: 'king' },
    config: CONFIG,
    session,
    firstSession: start === 'fresh' ? session : (dice: Dice) => restOf(session, MEAN_SESSION_MS, dice),
    // 60 s on average: exactly 60 would keep all in step
    pause: (dice: Dice) => 60_000 * (0.5 + dice.next()),
    limitMs: PENALTY_MS,
    againMs: 100,
    breakOff: true,
    warmUpMs,
    countedMs,
  } as const satisfies Parameters<typeof runSeekWorkload>[0]
  return { start, nodes, figures: runSeekWorkload(workload, seed, (line) => progress(`${start}: ${line}`)) }
}

function findings(rows: readonly Row[]): Findings {
  const lines = rows.map(lineOf)
  return {
    headlines: lines.flatMap(({ start, mean, bytes, failed }) => [
      {
        what: `Mean latency, iterative lookups, ${start} (failed: ${percent(failed, 2)})`,
        ours: `${mean} ms`,
        published: `${TARGET.ms} ms (proximity neighbours; without: 630 ms)`,
        ratio: rounded(mean / TARGET.ms, 3),
      },
      {
        what: `Bytes for it, ${start}`,
        ours: `${bytes} / node / s`,
        published: `${TARGET.bytes} / node / s (proximity neighbours: 1,250)`,
        ratio: rounded(bytes / TARGET.bytes, 3),
      },
    ]),
    tables: [
      {
        title: 'Ours',
        columns: [
          'start',
          'nodes',
          'lookups',
          'mean with penalties, ms',
          'median, ms',
          '95th percentile, ms',
          'failed',
          'bytes / node / s',
          'with IPv4 and UDP headers',
          'deaths',
        ],
        rows: lines.map((line) => [
          line.start,
          line.nodes,
          line.lookups,
          line.mean,
          line.median,
          line.p95,
          percent(line.failed, 2),
          line.bytes,
          line.bytesWithHeaders,
          line.deaths,
        ]),
      },
      {
        title: 'Published',
        columns: ['kind of Kademlia', 'mean latency, ms', 'bytes / node / s'],
        rows: published.map(({ name, ms, bytes }) => [name, ms, bytes]),
      },
    ],
    plots: [
      {
        name: 'latency',
        title: 'Mean latency against bandwidth',
        x: { label: 'bytes a node and second', scale: 'log' },
        y: { label: 'mean latency with penalties, ms', scale: 'linear', from: 0 },
        series: [
          {
            name: 'Kadkit',
            kind: 'ours',
            joined: false,
            points: lines.map(({ bytes, mean }) => [bytes, mean]),
          },
          ...published.flatMap(({ name, ms, bytes }) =>
            bytes === null
              ? []
              : [{ name, kind: 'published' as const, points: [[bytes, Number(ms)] as const] }],
          ),
        ],
      },
    ],
  }
}

function lineOf({ start, nodes, figures }: Row) {
  const { foundMs, failed, perNodeSecond, deaths } = figures
  const lookups = Math.max(1, foundMs.length + failed)
  const sum = foundMs.reduce((a, b) => a + b, 0) + failed * PENALTY_MS
  return {
    start,
    nodes,
    lookups,
    mean: rounded(sum / lookups, 0),
    median: rounded(quantile(foundMs, 0.5), 0),
    p95: rounded(quantile(foundMs, 0.95), 0),
    failed: failed / lookups,
    bytes: rounded(perNodeSecond.bytes, 1),
    bytesWithHeaders: rounded(withHeaders(perNodeSecond), 1),
    deaths,
  }
}
