/** A network from nothing: how long it takes, and what it weighs. */

import type { Bench, Phases } from './bench.ts'

/** Ourselves begin to fill our tables up to 3.75 s after a join. */
const SETTLE_MS = 5_000

/** Starts the nodes, and waits for what they still have to say to each other. */
export async function bringUp({ system, sockets, nodes }: Bench, phases: Phases): Promise<void> {
  const memoryBefore = weigh()
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  await system.start(nodes)
  const seconds = (performance.now() - begun) / 1_000
  await settle()
  const { user, system: kernel } = process.cpuUsage(cpuBefore)
  const memory = weigh()
  const { packets, writes, bytes, writtenBytes } = sockets.traffic
  phases.also('bring-up', {
    seconds,
    'cpu s': (user + kernel) / 1e6,
    'RSS KiB a node': (memory.rss - memoryBefore.rss) / 1_024 / nodes,
    'heap KiB a node': (memory.heapUsed - memoryBefore.heapUsed) / 1_024 / nodes,
    ...(writes === 0 ? { packets } : { writes }),
    bytes: bytes + writtenBytes,
  })
}

/** Nothing is asked of the nodes for so long. */
export async function idle({ sockets }: Bench, seconds: number, phases: Phases): Promise<void> {
  const before = { ...sockets.traffic }
  const cpuBefore = process.cpuUsage()
  await quiet(seconds * 1_000)
  const { user, system } = process.cpuUsage(cpuBefore)
  const { traffic } = sockets
  const writes = traffic.writes - before.writes
  phases.also('idle', {
    'for s': seconds,
    'cpu s': (user + system) / 1e6,
    ...(writes === 0 ? { packets: traffic.packets - before.packets } : { writes }),
  })
}

/** For what is said after all have joined. */
export function settle(): Promise<void> {
  return quiet(SETTLE_MS)
}

function quiet(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function weigh(): NodeJS.MemoryUsage {
  // There only with --expose-gc, which the worker is started with.
  globalThis.gc?.()
  return process.memoryUsage()
}
