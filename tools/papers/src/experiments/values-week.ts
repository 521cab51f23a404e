/** Values through a week of churn: how many are readable, who holds them, what it takes, and how they end. */

import type { Dice } from '@kadkit/simulator'
import type { Experiment, Scale } from '../experiment.ts'
import { kademlia } from '../published/citation.ts'
import { decimal } from '../report/decimal.ts'
import { runUnaided } from '../worlds/unaided.ts'
import { runValuesWeek, type WeekOptions } from '../worlds/values-week.ts'
import { weekFindings } from './values-week-findings.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** R/Kademlia's lifetimes; shapes measured in file sharing lie on both sides of it. */
const SHAPE = 0.5
const MEAN_SESSION_MS = 10_000_000
/** The mean of a Weibull distribution of shape 1/2 is twice its scale. */
const SCALE_MS = MEAN_SESSION_MS / 2
const LOSS = 0.01

interface Size extends Pick<WeekOptions, 'nodes' | 'hours' | 'livesMs' | 'publishers' | 'valuesEach'> {
  readonly firstMs: number
  readonly putEveryMs: number
  readonly getEveryMs: number
  readonly censusEveryMs: number
  /** A world without replication, and for how many hours its values are watched. */
  readonly unaided: { readonly nodes: number; readonly values: number; readonly hours: readonly number[] }
}

const often = { putEveryMs: 20 * MINUTE_MS, getEveryMs: 15_000, censusEveryMs: 10 * MINUTE_MS }
const sizes: Record<Scale, Size> = {
  full: {
    ...often,
    nodes: 1_000,
    hours: 7 * 24,
    livesMs: { week: 7 * 24 * HOUR_MS, day: 24 * HOUR_MS, hour: HOUR_MS },
    publishers: 10,
    valuesEach: 20,
    firstMs: 3 * HOUR_MS,
    unaided: { nodes: 500, values: 400, hours: [1, 2, 4, 8, 16, 24, 48] },
  },
  quick: {
    ...often,
    nodes: 200,
    hours: 12,
    livesMs: { week: 7 * 24 * HOUR_MS, day: 5 * HOUR_MS, hour: HOUR_MS },
    publishers: 5,
    valuesEach: 10,
    firstMs: HOUR_MS,
    unaided: { nodes: 200, values: 100, hours: [1, 4, 12] },
  },
  tiny: {
    putEveryMs: 10 * MINUTE_MS,
    getEveryMs: MINUTE_MS,
    censusEveryMs: 10 * MINUTE_MS,
    nodes: 30,
    hours: 2,
    livesMs: { week: 7 * 24 * HOUR_MS, day: 40 * MINUTE_MS, hour: 10 * MINUTE_MS },
    publishers: 2,
    valuesEach: 3,
    firstMs: 10 * MINUTE_MS,
    unaided: { nodes: 30, values: 5, hours: [1] },
  },
}

export const valuesWeek: Experiment = {
  name: 'values-week',
  title: 'Values through a week of churn',
  takes: 'two hours',
  citation: kademlia,
  published: `Section 2.5 has values kept alive by being published again: by each holder once an hour to the k closest, unless somebody else has just done so, and each day by the publisher; newcomers get what they should have from the nearest holder. The paper gives no measurement of it. For values that nobody publishes again there is one: see [survival](survival.md). Sessions are those of R/Kademlia (see [r-kademlia](r-kademlia.md)): Weibull with shape 0.5 and a mean of 10,000 s. Measured shapes lie on both sides: 0.34 to 0.59 for three file-sharing networks (Stutzbach and Rejaie, IMC 2006).`,
  ours: `Whole engines in the simulator, with Kadkit's defaults: k = 20, replication each hour, publishing again each day, lives of up to a day and 10 s. Half of the newcomers leave within 40 minutes, a fifth within 5, while a node that happens to run stays for 8.3 hours more on average. Whoever leaves does so without a word, and is replaced at once by a newcomer with a new key and an empty storage: nothing ever comes back. ${100 * LOSS} % of all messages is lost. Three groups of values are put, of 100 bytes, 1,000 bytes and 16 KiB (two, two and one of five):

- *week*: values with a life of a week. Their publishers stay, and publish them again each day.
- *day*: put all the time by nodes that come, put one value and leave a second after it is stored. They live for a day, through which only those who hold them can keep them.
- *hour*: the same with a life of one hour.

All the time, random nodes that do not hold a value get it. Beside that, all storages are looked into every 10 minutes: who holds a replica counts, who only holds a copy beside a lookup's path does not. Each value of a day or an hour is asked for again after its end.

*Without two-phase STORE* is counted in the same run: each offer as the store that it would have been, to the byte; without the stores that followed on "wanted", and their answers.`,
  differs: [
    'A copy that a get leaves beside its path may help a later get; the table says how many nodes held replicas, which it does not change.',
    'Values of 16 KiB are one message in the simulator, which is lost as easily as a short one. Framing sends them as 14 datagrams, and again what is lost of them; its headers are not counted.',
    'The publishers who stay are among those nodes. All others come and go.',
    'The network begins with full tables, in the middle of sessions that have gone on for very long.',
    '"By the formula" is the chance that at least one of 20 random nodes is still there: each with probability (1 + s) exp(-s), s being the square root of the time over 5,000 s; the rest of a session in progress with this distribution.',
  ],
  setUp(scale) {
    const { nodes, hours, publishers, valuesEach, putEveryMs, getEveryMs, unaided } = sizes[scale]
    return `${decimal(nodes)} nodes, ${hours} h, King-like round trips; ${publishers * valuesEach} values of a week, one of a day and one of an hour every ${putEveryMs / MINUTE_MS} min, a get every ${getEveryMs / 1_000} s; without replication: ${unaided.nodes} nodes, ${unaided.values} values`
  },
  run(seed, scale, progress) {
    const { unaided, ...size } = sizes[scale]
    const world = {
      session: (dice: Dice) => dice.weibull(SHAPE, SCALE_MS),
      meanSessionMs: MEAN_SESSION_MS,
      network: { latency: { model: 'king' }, loss: LOSS },
    } as const
    const left = runUnaided({ ...world, ...unaided }, seed)
    for (const [i, hours] of unaided.hours.entries()) {
      progress(`without replication, after ${hours} h: ${left[i]?.held} of ${left[i]?.values}`)
    }
    const options = { ...size, ...world, valueBytes: [100, 1_000, 100, 1_000, 16_384] }
    const week = runValuesWeek(options, seed, progress)
    return weekFindings(week, { hours: unaided.hours, left, scaleMs: SCALE_MS })
  },
}
