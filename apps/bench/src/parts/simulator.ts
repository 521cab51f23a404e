/** The simulator: a world at rest, and lookups in it. */

import { type Operation, World } from '@kadkit/simulator'
import type { Phases } from '../workloads/bench.ts'
import { processorMs } from './repeat.ts'

const LOOKUPS_A_SECOND = 500
const LIMIT_MS = 600_000
/** What is judged against the true nearest of all. */
const JUDGED = 100

export interface SimulatorWork {
  readonly nodes: number
  readonly operations: number
  readonly seed: number
}

/** As `pnpm simulate scale --prebuilt`: messages are not encoded, and nothing is traced or checked. */
export function measureSimulator({ nodes, operations, seed }: SimulatorWork, phases: Phases): void {
  const world = new World({ seed, codec: false, trace: 'off', invariants: false })
  for (let i = 0; i < nodes; i++) world.addNode()
  world.prebuild()
  lookUp(world, operations)
  const eventsBefore = world.events
  const begun = processorMs()
  const found = lookUp(world, operations)
  const seconds = (processorMs() - begun) / 1_000
  const judged = found.slice(0, JUDGED)
  phases.also('lookups', {
    'a second': (world.events - eventsBefore) / seconds,
    'lookups a second': operations / seconds,
    right: (100 * judged.filter((operation) => isExact(world, operation)).length) / judged.length,
  })
}

/** Lets so many nodes look up a random key each, and waits for them. */
function lookUp(world: World, operations: number): Operation[] {
  const found: Operation[] = []
  for (let i = 0; i < operations; i++) {
    world.after((1_000 * i) / LOOKUPS_A_SECOND, () => {
      const operation = world.anyone().find(world.dice.key())
      operation.onSettled(() => found.push(operation))
    })
  }
  world.runUntil(() => found.length === operations, LIMIT_MS)
  return found
}

function isExact(world: World, { key, outcome }: Operation): boolean {
  if (key === undefined || outcome?.type !== 'found-nodes') return false
  const { contacts } = outcome
  return world.closest(key, contacts.length).every(({ address }, i) => address === contacts[i]?.address)
}
