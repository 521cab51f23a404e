/** A process that hosts a whole network of one system, does one workload with it, and says what it cost. */

import { fileURLToPath } from 'node:url'
import { Child } from '../processes/child.ts'
import { Sockets } from '../systems/sockets.ts'
import { adapterOf } from '../systems/systems.ts'
import { type Outcome, Phases } from '../workloads/bench.ts'
import { beOther, pings } from '../workloads/ping.ts'
import { workloads } from '../workloads/workloads.ts'
import type { Order, Report, Work } from './order.ts'

const phases = new Phases()
const uncaught = new Map<string, number>()
process.on('uncaughtException', note)
process.on('unhandledRejection', note)
// Whoever started us is gone: nothing else would end us, as some systems cannot be stopped.
process.on('disconnect', () => process.exit())
process.on('message', (order: Order) => void carryOut(order).then((report) => process.send?.(report)))

async function carryOut(order: Order): Promise<Report> {
  const { create } = await adapterOf(order.system)
  if (order.type === 'be-other')
    return { type: 'other', other: await beOther(await create({ bodies: false })) }
  try {
    await work(order.system, order.work)
  } catch (error) {
    phases.notes.push(error instanceof Error ? error.message : String(error))
  }
  const notes = [...phases.notes, ...[...uncaught].map(([text, times]) => `uncaught ${times} times: ${text}`)]
  const outcome: Outcome = { phases: phases.phases, notes }
  return { type: 'outcome', outcome }
}

async function work(name: string, { workload, nodes, operations, pace, pingMs, seed, ...options }: Work) {
  const { create, sockets: classes } = await adapterOf(name)
  const sockets = new Sockets(seed, classes)
  const system = await create({ bodies: workload === 'sizes' })
  if (workload !== 'ping') {
    return workloads[workload]({ system, sockets, nodes, seed, pace, operations }, phases, options)
  }
  const child = new Child<Order, Report>([process.execPath, fileURLToPath(import.meta.url)])
  const { other } = await child.ask({ type: 'be-other', system: name }, 'other')
  await pings(system, sockets, other, pingMs, phases)
  child.kill()
}

function note(error: unknown): void {
  const text = error instanceof Error ? error.message.slice(0, 120) : String(error)
  uncaught.set(text, (uncaught.get(text) ?? 0) + 1)
}
