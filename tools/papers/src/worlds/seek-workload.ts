/** Nodes that come and go, and look for each other's ids: the workload of Li et al. and of R/Kademlia. */

import type { Config } from '@kadkit/protocol'
import { type Dice, type LatencyModel, type Sent, type SimNode, World } from '@kadkit/simulator'
import type { Progress } from '../experiment.ts'
import { Population, type PopulationOptions } from './population.ts'
import { type SeekOptions, type Sought, seek } from './seek.ts'

export interface SeekWorkload extends PopulationOptions, SeekOptions {
  readonly latency: LatencyModel
  readonly config: Partial<Config>
  /** How long a node waits between the beginnings of two lookups, in milliseconds. */
  readonly pause: (dice: Dice) => number
  readonly warmUpMs: number
  readonly countedMs: number
}

export interface SeekFigures {
  /** From the beginning of a lookup until the target's answer, in milliseconds: of all that found it. */
  readonly foundMs: readonly number[]
  /** Until the k closest had answered. */
  readonly endedMs: readonly number[]
  /** How many did not find their target in time, though it was up. */
  readonly failed: number
  /** How many targets died meanwhile: these are not counted. */
  readonly gone: number
  /** How many needed more than one lookup. */
  readonly repeated: number
  /** What one node sent in a second, on average. */
  readonly perNodeSecond: Sent
  readonly deaths: number
  readonly events: number
}

/** IPv4 and UDP: what a datagram has besides its content. */
const HEADER_BYTES = 28

/** The bytes of an average second of a node with the headers of IPv4 and UDP. */
export function withHeaders({ bytes, messages }: Sent): number {
  return bytes + HEADER_BYTES * messages
}

/** Runs it; counts what begins after the warm-up. */
export function runSeekWorkload(workload: SeekWorkload, seed: number, progress: Progress): SeekFigures {
  const { latency, config, warmUpMs, countedMs, nodes } = workload
  // Bytes are computed from the messages: the same as with the codec, in a third of the time.
  const world = new World({
    seed,
    network: { latency },
    config,
    codec: false,
    trace: 'off',
    invariants: false,
  })
  const population = new Population(world, workload)
  const count = new Count(workload, world, population)
  population.begin()
  runInParts(world, warmUpMs, (ms) => progress(`warming up, ${minutes(ms)} of ${minutes(warmUpMs)} min`))
  const before = world.traffic.sum
  count.counting = true
  runInParts(world, countedMs, (ms) =>
    progress(`${minutes(ms)} of ${minutes(countedMs)} min, ${count.foundMs.length} lookups`),
  )
  const perNodeSecond = perSecond(before, world.traffic.sum, (nodes * countedMs) / 1_000)
  return { ...count.figures(), perNodeSecond, deaths: population.deaths, events: world.events }
}

class Count {
  counting = false
  readonly foundMs: number[] = []
  readonly #endedMs: number[] = []
  #failed = 0
  #gone = 0
  #repeated = 0
  readonly #workload: SeekWorkload
  readonly #world: World
  readonly #population: Population

  constructor(workload: SeekWorkload, world: World, population: Population) {
    this.#workload = workload
    this.#world = world
    this.#population = population
    population.onJoined((node) => this.#pause(node))
  }

  figures(): Omit<SeekFigures, 'perNodeSecond' | 'deaths' | 'events'> {
    const [failed, gone, repeated] = [this.#failed, this.#gone, this.#repeated]
    return { foundMs: this.foundMs, endedMs: this.#endedMs, failed, gone, repeated }
  }

  #pause(node: SimNode): void {
    this.#world.after(this.#workload.pause(this.#world.dice), () => {
      if (!node.up) return
      this.#seek(node)
      this.#pause(node)
    })
  }

  #seek(node: SimNode): void {
    const target = this.#world.dice.pick(this.#population.members)
    if (target === node) return
    const { counting } = this
    seek(this.#world, node, target, this.#workload, (sought) => {
      if (counting) this.#enter(target, sought)
    })
  }

  #enter(target: SimNode, { foundMs, endedMs, attempts }: Sought): void {
    if (foundMs === undefined && !target.up) {
      this.#gone++
      return
    }
    if (foundMs === undefined) this.#failed++
    else this.foundMs.push(foundMs)
    if (endedMs !== undefined) this.#endedMs.push(endedMs)
    if (attempts > 1) this.#repeated++
  }
}

/** Lets time pass, and tells ten times how far it is. */
export function runInParts(world: World, ms: number, tell: (passed: number) => void): void {
  for (let part = 1; part <= 10; part++) {
    world.run(ms / 10)
    tell((part * ms) / 10)
  }
}

export function perSecond(before: Sent, after: Sent, nodeSeconds: number): Sent {
  return {
    messages: (after.messages - before.messages) / nodeSeconds,
    bytes: (after.bytes - before.bytes) / nodeSeconds,
    pvcBytes: (after.pvcBytes - before.pvcBytes) / nodeSeconds,
  }
}

function minutes(ms: number): string {
  return (ms / 60_000).toFixed(0)
}
