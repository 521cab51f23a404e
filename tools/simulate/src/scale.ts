/** How fast the engine and the simulator are together, and whether lookups are exact, at any size. */

import { type Operation, World } from '@kadkit/simulator'
import type { Options } from './options.ts'
import { progressLine } from './progress.ts'

/** Joins that begin in each virtual second, as a part of the nodes that run: no network can double every second. */
const JOINS_A_SECOND = 0.05
/** And no more than so many: what thousands of lookups under way hold would not fit the young generation of V8's heap. */
const MAX_JOINS_A_SECOND = 50
const LOOKUPS_A_SECOND = 500
/** Half of a round trip: no message arrives sooner. */
const SLICE_MS = 50
const REST_MS = 60_000
const STEPS = 4_096

/** Prints the times, and what the lookups found. */
export function scale({ nodes, lookups, alpha, prebuilt, seed }: Options & { command: 'scale' }): void {
  const network = { latency: { model: 'unit' } } as const
  const world = new World({
    seed,
    network,
    config: { alpha },
    codec: false,
    trace: 'off',
    invariants: false,
    sliceMs: SLICE_MS,
  })
  const progress = progressLine()
  const begun = performance.now()
  if (prebuilt) build(world, nodes)
  else join(world, nodes, progress)
  const joined = performance.now()
  console.log(
    `${nodes} nodes ${prebuilt ? 'built' : 'joined'}: ${seconds(joined - begun)} s, ${world.events} events, ` +
      `${mebibytes()} MiB, ${contactsOf(world)} contacts a table`,
  )
  const { found, requests, times } = look(world, lookups, progress)
  const done = performance.now()
  const { exact, judged } = judge(world, found)
  console.log(
    `${lookups} lookups, alpha ${alpha}: ${seconds(done - joined)} s; ${exact} of ${judged} exact; ` +
      `${(requests / lookups).toFixed(2)} requests and ${(times / lookups).toFixed(2)} round trips each`,
  )
  console.log(
    `in all ${seconds(done - begun)} s, ${world.events} events, ${Math.round(world.events / (done - begun))} thousand ` +
      `a second, seed ${seed}, Node ${process.version}; judging them took ${seconds(performance.now() - done)} s more`,
  )
}

function build(world: World, nodes: number): void {
  for (let i = 0; i < nodes; i++) world.addNode()
  world.prebuild()
}

function join(world: World, nodes: number, progress: (world: World) => void): void {
  world.addNode()
  while (world.population < nodes) {
    const most = Math.min(MAX_JOINS_A_SECOND, Math.ceil(JOINS_A_SECOND * world.population))
    const some = Math.min(nodes - world.population, most)
    for (let i = 0; i < some; i++) {
      world.after((1_000 * i) / some, () => void world.addNode().join())
    }
    advance(world, 1_000, progress)
  }
  advance(world, REST_MS, progress)
}

interface Lookups {
  readonly found: readonly Operation[]
  readonly requests: number
  /** In mean round-trip times, all added up. */
  readonly times: number
}

function look(world: World, lookups: number, progress: (world: World) => void): Lookups {
  const found: Operation[] = []
  let [requests, ms] = [0, 0]
  const onStep = (step: { readonly type: string }) => {
    if (step.type === 'asked') requests++
  }
  for (let i = 0; i < lookups; i++) {
    world.after((1_000 * i) / LOOKUPS_A_SECOND, () => {
      const operation = world.anyone().find(world.dice.key(), { onStep })
      operation.onSettled(({ startedAt, settledAt = startedAt }) => {
        ms += settledAt - startedAt
        found.push(operation)
      })
    })
  }
  const limit = (1_000 * lookups) / LOOKUPS_A_SECOND + REST_MS
  const end = world.now + limit
  while (found.length < lookups && world.now < end) {
    const until = world.events + STEPS
    world.runUntil(() => found.length === lookups || world.events >= until, end - world.now)
    progress(world)
  }
  return { found, requests, times: ms / 100 }
}

/** The network does not change any more: what was true at the end of a lookup still is. */
function judge(world: World, found: readonly Operation[]): { exact: number; judged: number } {
  const exact = found.filter(({ key, outcome }) => {
    if (key === undefined || outcome?.type !== 'found-nodes') return false
    const truth = world.closest(key, outcome.contacts.length)
    return (
      outcome.contacts.length === 20 &&
      truth.every((contact, i) => contact.address === outcome.contacts[i]?.address)
    )
  })
  return { exact: exact.length, judged: found.length }
}

function advance(world: World, ms: number, progress: (world: World) => void): void {
  const end = world.now + ms
  while (world.now < end) {
    const until = world.events + STEPS
    world.runUntil(() => world.events >= until, end - world.now)
    progress(world)
  }
}

function contactsOf(world: World): string {
  const nodes = world.up()
  return (nodes.reduce((sum, { engine }) => sum + engine.size.contacts, 0) / nodes.length).toFixed(1)
}

function mebibytes(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20)
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}
