/** How long values live without being put again: the Mainline measurements of pkarr-churn. */

import type { Key } from '@kadkit/key'
import type { Config } from '@kadkit/protocol'
import { type SimNode, World } from '@kadkit/simulator'
import type { Experiment, Findings, Headline, Progress, Scale } from '../experiment.ts'
import type { Series } from '../plot/plot.ts'
import { nodeDecay } from '../published/citation.ts'
import { HOURS, survivingValues } from '../published/survival.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import { Population } from '../worlds/population.ts'
import { configText } from './churn-config.ts'

const HOUR_MS = 3_600_000
const COPIES = [1, 4, 10, 20, 50]
/** Through 85.93 % after an hour and 38.87 % after a day: the published figures for one copy. */
export const SHAPE: number = Math.log(Math.log(0.3887) / Math.log(0.8593)) / Math.log(24)
export const SCALE_HOURS: number = 24 / (-Math.log(0.3887)) ** (1 / SHAPE)
const CONFIG: Partial<Config> = {
  refreshEveryMs: 12 * HOUR_MS,
  ttlMs: 8 * 24 * HOUR_MS,
  replicateEveryMs: Number.POSITIVE_INFINITY,
  republishEveryMs: Number.POSITIVE_INFINITY,
}
const VALUE = new Uint8Array(100)

interface Size {
  readonly nodes: number
  /** Of each number of copies, and for each time. */
  readonly values: number
  readonly hours: readonly number[]
  readonly copies: readonly number[]
}

const sizes: Record<Scale, Size> = {
  full: { nodes: 500, values: 400, hours: HOURS, copies: COPIES },
  quick: { nodes: 200, values: 60, hours: [1, 24], copies: [1, 10] },
  tiny: { nodes: 30, values: 3, hours: [1], copies: [1, 4] },
}

interface Cell {
  readonly copies: number
  readonly hours: number
  /** Values of which a get found a copy; values of which somebody who is up holds one. */
  found: number
  held: number
  values: number
}

export const survival: Experiment = {
  name: 'survival',
  title: 'Survival of values that are not put again',
  citation: nodeDecay,
  published: `Values were put on nodes of the Mainline DHT, and each node was asked again and again until it had them no more. A Weibull distribution fits how long a node keeps one; the table is its lower 99 % bound: the share of values of which at least one of r copies is left.`,
  ours: `Whole engines in the simulator. Each value is put once with r copies (the putter's k is r; everybody else's is 20), lives for 8 days, and is not put again: replication by holders and publishing again are off, so that nothing helps it but caching after a get. A node that is there when the values are put stays for a time of a Weibull distribution with shape ${SHAPE.toFixed(3)} and scale ${SCALE_HOURS.toFixed(1)} h, which is fitted to two published figures: one copy, after an hour and after a day. All other figures are predictions. Whoever dies is replaced at once by a newcomer with a new key and an empty storage, with a session of the same distribution. After 1, 24, 48 and 168 hours, a random node gets the value; each value is asked for once only, so that no cached copy helps a later get. "Held": somebody who is up holds a copy, whether it was found or not.`,
  differs: [
    'The published figures ask whether a copy is left; "found" is what counts for a user: a get from a random node, through a network of which most is new.',
    'The fit is exact for one copy at an hour and at a day, and by that near at two days. At seven days it gives more than the published bound, which falls below any Weibull distribution through its own first two figures.',
    'Everybody but the putter has k = 20: of 50 copies, a get asks the holders of 20 at most, and fewer as newcomers come between. "Held" is then what compares with the published share.',
    'The values of one line share their holders, who die once for all of them: shares in the middle are uncertain by some 4 points.',
    'Real nodes also drop values on their own account, and their sessions are those of real people: day and night, for example. Ours are independent of each other, as the published table supposes too.',
    `Configuration: ${configText(CONFIG)}; all else is Kadkit's default (k = 20).`,
  ],
  setUp(scale) {
    const { nodes, values } = sizes[scale]
    return `${decimal(nodes)} nodes, ${decimal(values)} values for each number of copies and each time, King-like round trips`
  },
  run(seed, scale, progress) {
    return findings(measure(sizes[scale], seed, progress))
  },
}

function measure(size: Size, seed: number, progress: Progress): Cell[] {
  const world = new World({
    seed,
    network: { latency: { model: 'king' } },
    config: CONFIG,
    codec: false,
    trace: 'off',
    invariants: false,
  })
  const population = new Population(world, {
    nodes: size.nodes,
    session: (dice) => dice.weibull(SHAPE, SCALE_HOURS * HOUR_MS),
  })
  population.begin()
  const cells = size.hours.flatMap((hours) =>
    size.copies.map((copies) => putAll(world, { copies, hours }, size.values)),
  )
  const startedAt = world.now
  for (const { cell, keys } of cells) {
    const due = startedAt + cell.hours * HOUR_MS
    world.run(Math.max(0, due - world.now))
    for (const key of keys) getOne(world, population, key, cell)
    world.run(60_000)
    progress(
      `${cell.hours} h, ${cell.copies} copies: ${cell.found} of ${cell.values} found, ${cell.held} held`,
    )
  }
  return cells.map(({ cell }) => cell)
}

/** Putters of their own, who leave again at once: they hold nothing, and their k is the number of copies. */
function putAll(
  world: World,
  { copies, hours }: { copies: number; hours: number },
  values: number,
): { readonly cell: Cell; readonly keys: readonly Key[] } {
  const putter = world.addNode({ config: { k: copies } })
  world.settle(putter.join())
  const keys = Array.from({ length: values }, () => keyFarFrom(world, putter, copies))
  const ttlMs = 8 * 24 * HOUR_MS
  const puts = keys.map((key) => putter.put(key, VALUE, { ttlMs }))
  world.runUntil(() => puts.every(({ outcome }) => outcome !== undefined), HOUR_MS)
  putter.crash()
  return { cell: { copies, hours, found: 0, held: 0, values }, keys }
}

/** A key of which the putter itself would hold no copy. */
function keyFarFrom(world: World, putter: SimNode, copies: number): Key {
  for (;;) {
    const key = world.dice.key()
    const nearest = world.closest(key, copies)
    if (!nearest.some(({ address }) => address === putter.contact.address)) return key
  }
}

function getOne(world: World, population: Population, key: Key, cell: Cell): void {
  const asker = world.dice.pick(population.members)
  if (population.members.some(({ storage }) => storage.peek(key) !== undefined)) cell.held++
  asker.get(key).onSettled(({ outcome }) => {
    if (outcome?.type === 'found-value') cell.found++
  })
}

function findings(cells: readonly Cell[]): Findings {
  const publishedOf = ({ copies, hours }: Cell) => {
    const row = survivingValues.find((entry) => entry.copies === copies)
    return row?.percent[hoursIndex(hours)] ?? null
  }
  const fitted = ({ copies, hours }: Cell) => 1 - (1 - Math.exp(-((hours / SCALE_HOURS) ** SHAPE))) ** copies
  return {
    headlines: cells.filter(({ hours }) => hours > 1).map((cell) => headline(cell, publishedOf(cell))),
    tables: [
      {
        columns: ['copies', 'hours', 'values', 'found', 'held', 'by the fit', 'published'],
        rows: cells.map((cell) => [
          cell.copies,
          cell.hours,
          cell.values,
          percent(cell.found / cell.values),
          percent(cell.held / cell.values),
          percent(fitted(cell)),
          published(publishedOf(cell)),
        ]),
      },
    ],
    plots: [
      {
        name: 'found',
        title: 'Values found without being put again',
        x: { label: 'hours', scale: 'log' },
        y: { label: '%', scale: 'linear', from: 0, to: 102 },
        series: seriesOf(cells),
      },
    ],
  }
}

function headline(cell: Cell, value: number | null): Headline {
  return {
    what: `Values found after ${cell.hours} h, ${cell.copies} ${cell.copies === 1 ? 'copy' : 'copies'}`,
    ours: percent(cell.found / cell.values),
    published: published(value) ?? '–',
    ratio: null,
  }
}

function published(value: number | null): string | null {
  return value === null ? null : `${value.toFixed(1)} %`
}

function hoursIndex(hours: number): number {
  return (HOURS as readonly number[]).indexOf(hours)
}

function seriesOf(cells: readonly Cell[]): Series[] {
  const ours = [...new Set(cells.map(({ copies }) => copies))].map((copies, color): Series => {
    const points = cells.filter((cell) => cell.copies === copies)
    return {
      name: `Kadkit, r = ${copies}`,
      kind: 'ours',
      color,
      points: points.map((cell) => [cell.hours, rounded((100 * cell.found) / cell.values, 1)]),
    }
  })
  const theirs = survivingValues
    .filter(({ copies }) => cells.some((cell) => cell.copies === copies))
    .map(({ copies, percent: values }, color): Series => {
      const points = HOURS.map((hours, i) => [hours, values[i] ?? 0] as const)
      return { name: `Mainline, r = ${copies}`, kind: 'published', color, points }
    })
  return [...ours, ...theirs]
}
