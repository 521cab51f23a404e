/** Carries out a {@link Load}. */

import type { LookupLog } from '../measures/lookup-log.ts'
import type { ValueLog } from '../measures/value-log.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { World } from '../world/world.ts'
import type { Load } from './scenario.ts'

const POLLERS = 10
const DAY_MS = 86_400_000
const VALUE_BYTES = 100

/** What is done is logged in these. */
export interface Logs {
  readonly lookups: LookupLog
  readonly values: ValueLog
}

/** Puts the first values now, and goes on with all else until `until`. What began before `from` is not judged. */
export function startLoad(world: World, load: Load, logs: Logs, from: number, until: number): void {
  const { values = 0, valueBytes = VALUE_BYTES, ttlMs = DAY_MS } = load
  const { lookups, values: valueLog } = logs
  const put = () => withMember(world, (node) => valueLog.put(node, valueBytes, ttlMs))
  for (let i = 0; i < values; i++) put()

  repeat(world, load.findEveryMs, until, () => {
    withMember(world, (node) => {
      const operation = node.find(world.dice.key(), { watch: true })
      if (world.now >= from) lookups.judge(operation, node.engine.config.k)
    })
  })
  repeat(world, load.getEveryMs, until, () => {
    const value = valueLog.any()
    if (value === undefined) return
    withMember(world, (node) => {
      const operation = node.get(value.key)
      if (world.now >= from) valueLog.judge(operation, value)
    })
  })
  repeat(world, load.putEveryMs, until, put)
  if (load.pollEveryMs !== undefined) {
    every(
      world,
      () => load.pollEveryMs ?? 0,
      until,
      () => {
        const target = world.dice.key()
        const finds = world.dice
          .sample(
            world.up().filter(({ atHome }) => atHome),
            POLLERS,
          )
          .map((node) => node.find(target))
        if (world.now >= from) lookups.poll(finds)
      },
    )
  }
}

/** Something that each node does every `everyMs` on average, and nobody when that is undefined. */
function repeat(world: World, everyMs: number | undefined, until: number, run: () => void): void {
  if (everyMs === undefined) return
  // All nodes together are one source that is as many times faster.
  every(world, () => world.dice.exponential(everyMs / Math.max(1, world.population)), until, run)
}

function every(world: World, ms: () => number, until: number, run: () => void): void {
  const next = () => {
    const at = world.now + ms()
    if (at >= until) return
    world.at(at, () => {
      if (world.population > 0) run()
      next()
    })
  }
  next()
}

/** Lets somebody do it who is part of the network: an application waits until its node has joined. */
function withMember(world: World, act: (node: SimNode) => void): void {
  const node = world.anyMember()
  if (node !== undefined) act(node)
}
