/** Where the processor time of one put, get and lookup goes: from a profile, by parts of a node. */

import { create } from '../systems/kadkit.ts'
import { Sockets } from '../systems/sockets.ts'
import type { Bench } from '../workloads/bench.ts'
import { Phases } from '../workloads/bench.ts'
import { settle } from '../workloads/bring-up.ts'
import { lookups } from '../workloads/lookups.ts'
import { range, Values } from '../workloads/values.ts'
import { type Costs, Profiler } from './profiler.ts'

const NODES = 100
const AT_ONCE = 32

/** A table of operations and parts, of a network of nodes over UDP in this process, once it is warmed up. */
export async function cost(operations: number, seed: number): Promise<string[]> {
  const profiler = new Profiler(create({ bodies: false }))
  const { system } = profiler
  const bench = benchOf({ system, seed, operations: Math.ceil(operations / 2) })
  await system.start(NODES)
  await settle()
  const warmUp = new Values(bench, 1)
  await warmUp.put('put', AT_ONCE, new Phases())
  await warmUp.get('get', AT_ONCE, new Phases(), range(NODES))
  await lookups(bench, 'lookup', AT_ONCE, new Phases())
  const whole = { ...bench, operations }
  const values = new Values(whole, 2)
  const phases = new Phases()
  const puts = await profiler.profile(operations, () => values.put('put', AT_ONCE, phases))
  const gets = await profiler.profile(operations, () => values.get('get', AT_ONCE, phases, range(NODES)))
  const finds = await profiler.profile(operations, () => lookups(whole, 'lookup', AT_ONCE, phases))
  for (const node of range(NODES)) await system.kill(node)
  const packets = ['put', 'get', 'lookup'].map((name) => {
    const { packets = 0 } = phases.phases[name] ?? {}
    return packets
  })
  return tableOf(
    ['put', 'get', 'lookup'].map((name, i) => ({
      name,
      operations,
      packets: packets[i] ?? 0,
      costs: [puts, gets, finds][i] ?? new Map(),
    })),
  )
}

function benchOf(given: Pick<Bench, 'system' | 'seed' | 'operations'>): Bench {
  const sockets = new Sockets(given.seed)
  return { ...given, sockets, nodes: NODES, pace: { limitMs: 600_000, deadlineMs: 60_000 } }
}

/** What an operation took by its profile. */
export interface Profiled {
  readonly name: string
  readonly operations: number
  readonly packets: number
  readonly costs: Costs
}

/** Microseconds and per cent of each operation, the dearest part first. */
export function tableOf(profiles: readonly Profiled[]): string[] {
  const parts = new Map<string, number>()
  for (const { costs } of profiles.slice(0, 1)) for (const [part, us] of costs) parts.set(part, us)
  for (const { costs } of profiles) for (const part of costs.keys()) if (!parts.has(part)) parts.set(part, 0)
  const sums = profiles.map(({ costs }) => [...costs.values()].reduce((sum, us) => sum + us, 0))
  const cells = (us: readonly number[]) =>
    profiles.map(({ operations }, i) => {
      const share = (100 * (us[i] ?? 0)) / (sums[i] || 1)
      return `${((us[i] ?? 0) / operations).toFixed(0)} µs, ${share.toFixed(1)} %`
    })
  const ordered = [...parts].sort(([, a], [, b]) => b - a).map(([part]) => part)
  return [
    `| part of a node | ${profiles.map(({ name }) => name).join(' | ')} |`,
    `|---|${profiles.map(() => '---|').join('')}`,
    ...ordered.map(
      (part) => `| ${part} | ${cells(profiles.map(({ costs }) => costs.get(part) ?? 0)).join(' | ')} |`,
    ),
    `| all, of all nodes together | ${profiles.map(({ operations }, i) => `${((sums[i] ?? 0) / operations).toFixed(0)} µs`).join(' | ')} |`,
    `| datagrams | ${profiles.map(({ packets }) => packets.toFixed(1)).join(' | ')} |`,
  ]
}
