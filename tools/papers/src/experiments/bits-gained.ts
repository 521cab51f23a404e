/** Bits that a hop gains against the size of a bucket: Stutzbach and Rejaie. */

import { commonPrefixLength } from '@kadkit/key'
import { Dice } from '@kadkit/simulator'
import type { Experiment, Findings, Scale } from '../experiment.ts'
import { PerfectNetwork } from '../machines/perfect-network.ts'
import { walkTables } from '../machines/table-walk.ts'
import { stutzbach } from '../published/citation.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { Tally } from '../statistics.ts'

/** A hop counts only while so many bits are still to be gained: the last ones gain less, since nobody is nearer. */
const MIN_GAP_BITS = 10

interface Size {
  readonly nodes: number
  readonly lookups: number
  readonly ks: readonly number[]
}

const sizes: Record<Scale, Size> = {
  full: { nodes: 100_000, lookups: 10_000, ks: [1, 8, 16, 20, 40] },
  quick: { nodes: 30_000, lookups: 1_000, ks: [1, 8, 20] },
  tiny: { nodes: 4_000, lookups: 30, ks: [8] },
}

/** What is expected of one hop: the differing bit, and the longest run of equal bits behind it among k random keys. */
export function expectedBits(k: number): number {
  let bits = 1
  for (let run = 1; run <= 64; run++) bits += 1 - (1 - 2 ** -run) ** k
  return bits
}

export const bitsGained: Experiment = {
  name: 'bits-gained',
  title: 'Bits gained by one hop',
  citation: stutzbach,
  published: `A hop of a lookup gains 1 + m(1, k) bits of common prefix with the key, where m(1, k) approaches log2 k + 0.3327: one bit because every contact in the right bucket has it, the rest because the nearest of k random contacts is taken. So 1.3327 + log2 k. The exact series is 1 + Σ (1 − (1 − 2^−i)^k) over i ≥ 1.`,
  ours: `The shipped routing table and lookup machine, α = 1, bucket size k. Each request is a hop; its gain is how many bits more its contact shares with the key than the one that named it (for the first: than the node that looks). A hop counts while at least ${MIN_GAP_BITS} of the log2 N bits are still to be gained.`,
  differs: [
    'A formula is compared with a measurement on our tables: there is nothing else in the set-up to differ.',
  ],
  setUp(scale) {
    const { nodes, lookups } = sizes[scale]
    return `${decimal(nodes)} nodes, α = 1, ${decimal(lookups)} lookups for each k`
  },
  run(seed, scale, progress) {
    const { nodes, lookups, ks } = sizes[scale]
    return findings(
      ks.map((k) => {
        const gains = measure(nodes, lookups, k, seed)
        progress(`k = ${k}: ${gains.mean.toFixed(3)} bits a hop`)
        return { k, gains }
      }),
    )
  },
}

function measure(nodes: number, lookups: number, k: number, seed: number): Tally {
  const network = new PerfectNetwork({ nodes, k, bucketSize: k, seed })
  const dice = new Dice(seed).fork()
  const gains = new Tally()
  const enough = Math.log2(nodes) - MIN_GAP_BITS
  for (let i = 0; i < lookups; i++) {
    const from = dice.below(nodes)
    const target = dice.key()
    let shared = commonPrefixLength(network.contacts[from]?.key ?? target, target)
    walkTables(network, from, target, {
      k,
      alpha: 1,
      asked: ({ key }) => {
        if (shared > enough) return true
        const now = commonPrefixLength(key, target)
        gains.add(now - shared)
        shared = now
        return false
      },
    })
  }
  return gains
}

function findings(rows: readonly { readonly k: number; readonly gains: Tally }[]): Findings {
  const lines = rows.map(({ k, gains }) => ({
    k,
    ours: rounded(gains.mean, 3),
    error: rounded(gains.error, 3),
    hops: gains.count,
    formula: rounded(1.3327 + Math.log2(k), 3),
    series: rounded(expectedBits(k), 3),
  }))
  return {
    headlines: lines.map(({ k, ours, series }) => ({
      what: `Bits gained by a hop, k = ${k}`,
      ours: ours.toFixed(2),
      published: series.toFixed(2),
      ratio: rounded(ours / series, 3),
    })),
    tables: [
      {
        columns: [
          'k',
          'ours',
          'standard error',
          'hops counted',
          '1.3327 + log2 k',
          'exact series',
          'ours / series',
        ],
        rows: lines.map(({ k, ours, error, hops, formula, series }) => [
          k,
          ours,
          error,
          hops,
          formula,
          series,
          percent(ours / series),
        ]),
      },
    ],
    plots: [
      {
        name: 'bits',
        title: 'Bits of common prefix gained by one hop, α = 1',
        x: { label: 'k', scale: 'log', from: 0.8, to: 60 },
        y: { label: 'bits', scale: 'linear' },
        series: [
          { name: 'Kadkit', kind: 'ours', joined: false, points: lines.map(({ k, ours }) => [k, ours]) },
          { name: '1.3327 + log2 k', kind: 'model', points: [1, 60].map((k) => [k, 1.3327 + Math.log2(k)]) },
        ],
      },
    ],
  }
}
