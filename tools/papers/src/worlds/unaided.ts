/** What becomes of values that nobody replicates or publishes again, by looking into all storages. */

import { type Dice, World, type WorldOptions } from '@kadkit/simulator'
import { Population } from './population.ts'
import { restOf } from './sessions.ts'
import type { Left } from './value-census.ts'

export interface UnaidedOptions {
  readonly nodes: number
  readonly values: number
  readonly hours: readonly number[]
  readonly session: (dice: Dice) => number
  readonly meanSessionMs: number
  readonly network: NonNullable<WorldOptions['network']>
}

const HOUR_MS = 3_600_000
const LIFE_MS = 8 * 24 * HOUR_MS

/** One node puts them all, and leaves. For each of these hours: of how many somebody who runs holds a copy. */
export function runUnaided(options: UnaidedOptions, seed: number): Left[] {
  const { nodes, values, hours, session, meanSessionMs, network } = options
  const world = new World({
    seed,
    network,
    codec: false,
    trace: 'off',
    invariants: false,
    config: {
      replicateEveryMs: Number.POSITIVE_INFINITY,
      republishEveryMs: Number.POSITIVE_INFINITY,
      ttlMs: LIFE_MS,
      // nothing is looked up here but by who joins
      refreshEveryMs: 12 * HOUR_MS,
    },
  })
  const population = new Population(world, {
    nodes,
    session,
    firstSession: (dice) => restOf(session, meanSessionMs, dice),
  })
  population.begin()
  const putter = world.addNode()
  world.settle(putter.join())
  const keys = Array.from({ length: values }, () => world.dice.key())
  const puts = keys.map((key) => putter.put(key, new Uint8Array(100), { ttlMs: LIFE_MS }))
  world.runUntil(() => puts.every(({ outcome }) => outcome !== undefined), HOUR_MS)
  world.remove(putter)
  const beginning = world.now
  return hours.map((hour) => {
    world.run(Math.max(0, beginning + hour * HOUR_MS - world.now))
    const held = keys.filter((key) => population.members.some(({ storage }) => storage.peek(key)))
    return { values, held: held.length }
  })
}
