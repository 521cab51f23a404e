/** Lets a scenario happen, and judges it. */

import { BrokenInvariant } from '../checks/broken-invariant.ts'
import { startChurn } from '../churn/churn.ts'
import { JoinLog } from '../measures/join-log.ts'
import { LookupLog } from '../measures/lookup-log.ts'
import type { Measured } from '../measures/measures.ts'
import { tableHealth } from '../measures/table-health.ts'
import { countTraffic } from '../measures/traffic-log.ts'
import { ValueLog } from '../measures/value-log.ts'
import type { TraceMode } from '../trace/trace.ts'
import { World } from '../world/world.ts'
import { Scene, strike } from './incidents.ts'
import { startLoad } from './load-actor.ts'
import { joinWithinMs, populate } from './population.ts'
import type { Check, Scenario } from './scenario.ts'

/** How a scenario is run; none of it changes what happens. */
export interface RunOptions {
  readonly trace?: TraceMode
  readonly invariants?: boolean
  /** Called again and again while it runs. */
  readonly progress?: (world: World) => void
}

/** A check that does not hold. */
export interface FailedCheck extends Check {
  readonly measured: number
}

/** What came of a scenario. */
export interface Report {
  readonly name: string
  readonly seed: number
  readonly passed: boolean
  readonly failed: readonly FailedCheck[]
  /** The invariant that ended it; then nothing was measured. */
  readonly broken: BrokenInvariant | undefined
  readonly measured: Measured | undefined
  readonly elapsedMs: number
  readonly events: number
  readonly traceHash: string
}

/** What the last who have begun to join are given before anything else happens. */
const SETTLE_MS = 30_000
/** Events between two calls of `progress`. */
const PROGRESS_EVENTS = 16_384

/** @throws Error for what is no fault of the engine: a scenario that cannot be. A broken invariant is reported. */
export function runScenario(scenario: Scenario, options: RunOptions = {}): Report {
  const { seed, network = {}, config = {}, codec = true, storageMs = 0 } = scenario
  const { trace = 'hash', invariants = true } = options
  const world = new World({ seed, network, config, codec, storageMs, trace, invariants })
  try {
    const measured = play(world, scenario, options)
    const failed = scenario.checks
      .map((check) => ({ ...check, measured: measured[check.measure] }))
      .filter(
        ({ measured: value, atLeast = value, atMost = value }) => !(value >= atLeast && value <= atMost),
      )
    return reportOf(scenario, world, { failed, measured })
  } catch (error) {
    if (error instanceof BrokenInvariant) return reportOf(scenario, world, { broken: error })
    throw error
  }
}

function play(world: World, scenario: Scenario, { progress }: RunOptions): Measured {
  const { nodes: population, load = {}, incidents = [], lengthMs, measureFromMs = 0, churn } = scenario
  const logs = { lookups: new LookupLog(world), values: new ValueLog(world) }
  const begin = world.now + joinWithinMs(population) + SETTLE_MS
  const end = begin + lengthMs
  const from = begin + measureFromMs
  const joins = new JoinLog(world)
  const scene = new Scene(world, population, logs.values)
  populate(world, population)
  let traffic = countTraffic(world)
  world.at(begin, () => {
    if (churn !== undefined) startChurn(world, churn)
    startLoad(world, load, logs, from, end)
    for (const incident of incidents) {
      world.after(incident.atMs, () => strike(scene, incident))
    }
  })
  world.at(from, () => {
    traffic = countTraffic(world)
  })
  runTo(world, end, progress)
  return {
    nodes: world.population,
    ...joins.read(),
    ...logs.lookups.read(),
    ...logs.values.read(),
    ...tableHealth(world),
    ...traffic(),
  }
}

function runTo(world: World, end: number, progress: RunOptions['progress']): void {
  const more = () => world.now < end
  while (more()) {
    const until = world.events + PROGRESS_EVENTS
    world.runUntil(() => world.events >= until || !more(), end - world.now)
    progress?.(world)
  }
}

function reportOf(
  { name, seed }: Scenario,
  world: World,
  { failed = [], broken, measured }: Partial<Pick<Report, 'failed' | 'broken' | 'measured'>>,
): Report {
  const { elapsedMs, events } = world
  const passed = failed.length === 0 && broken === undefined
  return { name, seed, passed, failed, broken, measured, elapsedMs, events, traceHash: world.traceHash() }
}
