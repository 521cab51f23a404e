/** One run of a carrier: two processes, and what went from one to the other. */

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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
  const { port } = await ask(receiver, { type: 'receive', bytes }, 'receiving')
  const arriving = report(receiver, 'received')
  const { at } = await ask(sender, { type: 'send', to: { host: to.host, port }, bytes }, 'sending')
  const arrived = await arriving
  const closed = await Promise.all([sender, receiver].map((child) => ask(child, { type: 'close' }, 'closed')))
  return {
    bytesASecond: arrived.bytes / ((arrived.at - at) / 1_000),
    cpuMs: closed.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    bytes: Math.min(bytes, arrived.bytes),
  }
}

async function start(kind: Kind, { host, namespace }: Side, sender: Side): Promise<ChildProcess> {
  const command = [process.execPath, SCRIPT, kind, host, sender.host, String(SENDER_PORT)]
  const [file = '', ...more] =
    namespace === undefined ? command : ['ip', 'netns', 'exec', namespace, ...command]
  const child = spawn(file, more, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  await report(child, 'ready')
  return child
}

function ask<T extends SideReport['type']>(
  child: ChildProcess,
  order: SideOrder,
  type: T,
): Promise<SideReport & { type: T }> {
  const answer = report(child, type)
  child.send(order)
  return answer
}

function report<T extends SideReport['type']>(
  child: ChildProcess,
  type: T,
): Promise<SideReport & { type: T }> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a side of a carrier exited with ${code}`))
    const listen = (said: SideReport) => {
      if (said.type !== type) return
      child.off('message', listen)
      child.off('exit', end)
      resolve(said as SideReport & { type: T })
    }
    child.on('message', listen)
    child.once('exit', end)
  })
}
