/** A receiver under a flood of forged first frames, and of messages that stop in the middle. */

import { fileURLToPath } from 'node:url'
import { Child } from '../processes/child.ts'
import type { FloodOrder, FloodReport } from './said.ts'

const SCRIPT = fileURLToPath(new URL('./flood-process.js', import.meta.url))
const EVERY_MS = 50
const MIB = 2 ** 20

/** What the receiver bore, and whether honest messages of 64 KiB came through. */
export async function flood(seconds: number, seed: number): Promise<string[]> {
  const [victim, honest, attacker] = [start(), start(), start()]
  await Promise.all([victim, honest, attacker].map((child) => child.report('ready')))
  const { port } = await victim.ask({ type: 'victim' }, 'listening')
  // So that the baseline has all code and buffers in it.
  await honest.ask({ type: 'honest', port, everyMs: EVERY_MS / 5, count: 100 }, 'sent')
  const before = await victim.ask({ type: 'look' }, 'looked')
  const attacking = attacker.ask({ type: 'attack', port, ms: 1_000 * seconds, seed }, 'attacked')
  const count = Math.floor((1_000 * seconds) / EVERY_MS)
  const sending = honest.ask({ type: 'honest', port, everyMs: EVERY_MS, count }, 'sent')
  const attacked = await attacking
  await sending
  const during = await victim.ask({ type: 'look' }, 'looked')
  await new Promise<void>((resolve) => setTimeout(resolve, 10_000))
  const after = await victim.ask({ type: 'look' }, 'looked')
  await Promise.all([victim, honest, attacker].map((child) => child.ask({ type: 'end' }, 'ended')))
  const mib = (bytes: number) => (bytes / MIB).toFixed(1)
  return [
    `${attacked.frames} forged heads from 10,000 addresses in ${(attacked.ms / 1_000).toFixed(1)} s; ` +
      `300 of these addresses begin messages of 16 MiB and fall silent; ${during.received} datagrams reached the receiver`,
    '',
    '| what | figure |',
    '|---|---|',
    `| honest messages of 64 KiB delivered | ${during.delivered + after.delivered} of ${count} |`,
    `| bytes in reassembly, at most | ${mib(during.assembling.mostBytes)} MiB of 32 |`,
    `| RSS before, at most, 10 s after | ${mib(before.rss)}, ${mib(during.mostRss)}, ${mib(after.rss)} MiB |`,
    `| bytes in reassembly 10 s after | ${after.assembling.bytes} |`,
    `| addresses that got more bytes than they gave, and proved nothing | ${during.amplified} |`,
  ]
}

function start(): Child<FloodOrder, FloodReport> {
  return new Child<FloodOrder, FloodReport>([process.execPath, SCRIPT])
}
