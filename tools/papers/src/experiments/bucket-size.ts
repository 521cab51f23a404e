/** Hops of a lookup against the size of a bucket: RFM 19.1. */

import type { Contact } from '@kadkit/routing'
import { Dice } from '@kadkit/simulator'
import type { Experiment, Findings, Progress, Scale } from '../experiment.ts'
import { PerfectNetwork } from '../machines/perfect-network.ts'
import { walkTables } from '../machines/table-walk.ts'
import { bucketSizeHops } from '../published/bucket-size-hops.ts'
import { balancedBuckets } from '../published/citation.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { Tally } from '../statistics.ts'

const K = 20
const ALPHA = 10

interface Size {
  readonly nodes: number
  readonly networks: number
  readonly lookups: number
  readonly bucketSizes: readonly number[]
}

const sizes: Record<Scale, Size> = {
  full: { nodes: 25_000, networks: 3, lookups: 10_000, bucketSizes: [10, 20, 40, 100] },
  quick: { nodes: 25_000, networks: 1, lookups: 1_000, bucketSizes: [10, 20] },
  tiny: { nodes: 500, networks: 1, lookups: 20, bucketSizes: [20] },
}

interface Row {
  readonly bucketSize: number
  readonly ours: Tally
}

export const bucketSize: Experiment = {
  name: 'bucket-size',
  title: 'Hops of a lookup against the size of a bucket',
  citation: balancedBuckets,
  published: `A simulator of 25,000 peers with 256-bit keys. Each bucket holds a random choice of the peers that belong into it ("random"), or one that is balanced over the bucket's subtree ("balanced"). A random peer looks up a random key: 0 hops if it is itself one of the 20 closest peers; otherwise it asks the 10 closest that it knows, all at once, and in each further round the closest of all that the answers list. The number of hops is the number of the first round in which one of the 20 closest peers of the whole network is asked. 5 networks of 10,000 lookups for each bucket size.`,
  ours: `The shipped routing table, with \`bucketSize\` set apart from k = 20, and the shipped lookup machine with α = 10, in unit round trips; counted as in the report. A table has met the 20 contacts nearest to itself and, for each bucket, a random choice of those that belong there, as many as fit.`,
  differs: [
    'The tables and the lookup are those that ship; messages, timeouts and the rest of the engine are left out (nothing is lost here, so that they would change nothing but the time that it takes).',
    'A reply lists the 20 contacts nearest to the key out of the whole table; in the report it is the content of one bucket. The nearest of them, on which the hops depend, are the same.',
    'An answer is followed up at once, not when its whole round is in; at unit round trips both ask the nearest contact that a round brought in the round after it.',
    'From the second round on the code of the report asks the 20 closest, where its text says 10. Ours asks 10 in all rounds; the nearest contact, on which the count depends, is among both.',
    'Our tables are "random". Balanced buckets are not built: the report measures a gain of 2 to 4 %, and calls it not worth its complexity.',
  ],
  setUp(scale) {
    const { nodes, networks, lookups } = sizes[scale]
    return `${decimal(nodes)} nodes, k = ${K}, α = ${ALPHA}, ${networks} × ${decimal(lookups)} lookups for each bucket size`
  },
  run(seed, scale, progress) {
    const size = sizes[scale]
    return findings(size.bucketSizes.map((bucketSize) => measure(size, bucketSize, seed, progress)))
  },
}

function measure(size: Size, bucketSize: number, seed: number, progress: Progress): Row {
  const ours = new Tally()
  for (let n = 0; n < size.networks; n++) {
    const network = new PerfectNetwork({ nodes: size.nodes, k: K, bucketSize, seed: seed + n })
    const dice = new Dice(seed + n).fork()
    for (let i = 0; i < size.lookups; i++) ours.add(hops(network, dice))
    progress(`bucket size ${bucketSize}, network ${n + 1} of ${size.networks}: ${ours.mean.toFixed(3)} hops`)
  }
  return { bucketSize, ours }
}

function hops(network: PerfectNetwork, dice: Dice): number {
  const from = dice.below(network.contacts.length)
  const target = dice.key()
  const goal = new Set(network.closest(target, K).map(({ address }) => address))
  if (goal.has(network.contacts[from]?.address ?? '')) return 0
  const asked = ({ address }: Contact) => goal.has(address)
  return walkTables(network, from, target, { k: K, alpha: ALPHA, asked }).endedAt + 1
}

function findings(rows: readonly Row[]): Findings {
  const published = new Map(bucketSizeHops.map((row) => [row.bucketSize, row]))
  const lines = rows.map(({ bucketSize, ours }) => {
    const { random = 0, balanced = 0 } = published.get(bucketSize) ?? {}
    return { bucketSize, random, balanced, ours: rounded(ours.mean, 3), error: rounded(ours.error, 4) }
  })
  return {
    headlines: lines.map(({ bucketSize, ours, random }) => ({
      what: `Hops, bucket size ${bucketSize}`,
      ours: ours.toFixed(3),
      published: random.toFixed(3),
      ratio: rounded(ours / random, 3),
    })),
    tables: [
      {
        columns: [
          'bucket size',
          'ours',
          'standard error',
          'published (random)',
          'ours / published',
          'published (balanced)',
        ],
        rows: lines.map(({ bucketSize, ours, error, random, balanced }) => [
          bucketSize,
          ours,
          error,
          random,
          percent(ours / random),
          balanced,
        ]),
      },
    ],
    plots: [
      {
        name: 'hops',
        title: 'Mean hops of a lookup, 25,000 nodes',
        x: { label: 'contacts in a bucket', scale: 'linear', from: 0, to: 105 },
        y: { label: 'hops', scale: 'linear' },
        series: [
          { name: 'Kadkit', kind: 'ours', points: lines.map(({ bucketSize, ours }) => [bucketSize, ours]) },
          {
            name: 'RFM 19.1, random',
            kind: 'published',
            points: bucketSizeHops.map((row) => [row.bucketSize, row.random]),
          },
          {
            name: 'RFM 19.1, balanced',
            kind: 'published',
            points: bucketSizeHops.map((row) => [row.bucketSize, row.balanced]),
          },
        ],
      },
    ],
  }
}
