/** The workloads by name: each begins with a network from nothing. */

import { type Bench, Phases, picker } from './bench.ts'
import { bringUp, idle, settle } from './bring-up.ts'
import { lookups } from './lookups.ts'
import { sizes } from './sizes.ts'
import { range, Values } from './values.ts'

/** Gets and puts under death and loss: enough at once that a few slow ones do not hide what the others do. */
const SOME = 16
const WARM_UP_MS = 2_000
/** More than any system does in that time. */
const WARM_UP_OPERATIONS = 10_000

export interface WorkloadOptions {
  /** Of nodes that die, or of datagrams that get lost; 0 to 1. */
  readonly share: number
  readonly idleSeconds: number
  /** Whether operations that are not counted come first, until the compiler has seen the code. */
  readonly warmUp: boolean
  /** Of values of many sizes: whether to go on after the first size that failed. */
  readonly allSizes: boolean
}

export type Workload = (bench: Bench, phases: Phases, options: WorkloadOptions) => Promise<void>

export type WorkloadName = 'bring-up' | 'operations' | 'sizes' | 'deaths' | 'loss'

export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  'bring-up': async (bench, phases) => bringUp(bench, phases),

  /** Idle first, as long as nothing was stored; then put, get and lookup, one at a time and 32 at once. */
  operations: async (bench, phases, { idleSeconds, warmUp: warm }) => {
    await bringUp(bench, phases)
    if (idleSeconds > 0) await idle(bench, idleSeconds, phases)
    if (warm) await warmUp(bench)
    const everyone = range(bench.nodes)
    if (bench.system.put !== undefined) {
      for (const atOnce of [1, 32]) {
        const values = new Values(bench, atOnce)
        await values.put(`put, ${atOnce} at once`, atOnce, phases)
        await values.get(`get, ${atOnce} at once`, atOnce, phases, everyone)
      }
    }
    for (const atOnce of [1, 32]) await lookups(bench, `lookup, ${atOnce} at once`, atOnce, phases)
  },

  sizes: async (bench, phases, { allSizes }) => {
    await bench.system.start(bench.nodes)
    await settle()
    await sizes(bench, phases, allSizes)
  },

  /** Values are put, a share of the nodes dies, and at once the values are got from the others. */
  deaths: async (bench, phases, { share, warmUp: warm }) => {
    const { system, nodes, seed } = bench
    await system.start(nodes)
    await settle()
    if (warm) await warmUp(bench)
    const values = new Values(bench, 1)
    await values.put('put before', SOME, phases)
    const alive = range(nodes)
    const pick = picker(seed)
    const dead = range(Math.round(share * nodes)).flatMap(() => alive.splice(pick(alive.length), 1))
    await Promise.all(dead.map((node) => system.kill(node)))
    await values.get('get after', SOME, phases, alive)
  },

  /** The network comes up without loss; then values are put and got with it. */
  loss: async (bench, phases, { share, warmUp: warm }) => {
    const { system, nodes, sockets } = bench
    await system.start(nodes)
    await settle()
    if (warm) await warmUp(bench)
    sockets.loss = share
    const values = new Values(bench, 1)
    await values.put('put', SOME, phases)
    await values.get('get', SOME, phases, range(nodes))
  },
}

/** Puts, gets and lookups, each for so long: some systems are half as fast until the compiler has seen what they do often. */
async function warmUp(bench: Bench): Promise<void> {
  const pace = { ...bench.pace, limitMs: WARM_UP_MS }
  const brief = { ...bench, pace, operations: WARM_UP_OPERATIONS }
  const uncounted = new Phases()
  if (bench.system.put !== undefined) {
    const values = new Values(brief, SOME)
    await values.put('put', SOME, uncounted)
    await values.get('get', SOME, uncounted, range(bench.nodes))
  }
  await lookups(brief, 'lookup', SOME, uncounted)
}
