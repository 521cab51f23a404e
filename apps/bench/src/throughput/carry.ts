/** One run of a carrier: two processes, and what went from one to the other. */

import { fileURLToPath } from 'node:url'
import { Child } from '../processes/child.ts'
import type { Kind, SideOrder, SideReport } from './side-process.ts'

const SCRIPT = fileURLToPath(new URL('./side-process.js', import.meta.url))
/** Free on most machines; only udx needs to know it before. */
const SENDER_PORT = 47_311

/** Where a side runs: its address, and the network namespace that it is in, if not in ours. */
export interface Side {
  readonly host: string
  readonly namespace?: string
}

export interface Run {
  /** From the first word to the last byte, in bytes a second. */
  readonly bytesASecond: number
  readonly cpuMs: number
  /** How many bytes arrived. */
  readonly bytes: number
}

/** Carries so many bytes from one side to the other. @throws Error when a process ends before it should */
export async function carry(kind: Kind, bytes: number, from: Side, to: Side): Promise<Run> {
  const receiver = await start(kind, to, from)
  const sender = await start(kind, from, from)
  const { port } = await receiver.ask({ type: 'receive', bytes }, 'receiving')
  const arriving = receiver.report('received')
  const { at } = await sender.ask({ type: 'send', to: { host: to.host, port }, bytes }, 'sending')
  const arrived = await arriving
  const closed = await Promise.all([sender, receiver].map((child) => child.ask({ type: 'close' }, 'closed')))
  return {
    bytesASecond: arrived.bytes / ((arrived.at - at) / 1_000),
    cpuMs: closed.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    bytes: Math.min(bytes, arrived.bytes),
  }
}

async function start(
  kind: Kind,
  { host, namespace }: Side,
  sender: Side,
): Promise<Child<SideOrder, SideReport>> {
  const command = [process.execPath, SCRIPT, kind, host, sender.host, String(SENDER_PORT)]
  const within = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace]
  const child = new Child<SideOrder, SideReport>([...within, ...command])
  await child.report('ready')
  return child
}
