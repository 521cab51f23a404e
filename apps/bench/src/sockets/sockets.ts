/** The benchmark `sockets`: what a native UDP socket gains, bare, in a transport, and in a whole node. */

import { fileURLToPath } from 'node:url'
import { median, range } from '../median.ts'
import { Child } from '../processes/child.ts'
import { type Loop, loop } from '../workloads/ping.ts'
import type { FarOrder, FarReport } from './far-side.ts'
import { type Near, PING_BYTES, ways } from './ways.ts'

const FAR_SIDE = fileURLToPath(new URL('./far-side.js', import.meta.url))
const AT_ONCE = 64
const WARM_UP_MS = 2_000
const names = Object.keys(ways)

/** A row for each way; every second one is held against the one before it, round by round. */
export async function sockets(rounds: number, forMs: number): Promise<string[]> {
  const far = new Child<FarOrder, FarReport>([process.execPath, FAR_SIDE])
  const { ports } = await far.ask({ type: 'answer' }, 'answering')
  const sides = new Map<string, Near>()
  for (const [name, way] of Object.entries(ways)) sides.set(name, await way.ask(ports[name] ?? 0))
  const runs = new Map<string, Loop[]>(names.map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    // What comes first takes turns, as the machine does not stay the same for a whole round.
    for (const [name, { trip }] of round % 2 === 0 ? sides : [...sides].toReversed()) {
      const run = await loop(AT_ONCE, round < 0 ? WARM_UP_MS : forMs, trip)
      if (round >= 0) runs.get(name)?.push(run)
    }
  }
  await Promise.all([...sides.values()].map((side) => side.close()))
  far.kill()
  return [
    `Round trips of ${PING_BYTES} bytes between two processes, ${AT_ONCE} at once, ${rounds} rounds of ${forMs} ms, medians (least to most)`,
    '',
    '| way | a second | processor µs of one side | as many as by the row above | processor time, to the row above |',
    '|---|---|---|---|---|',
    ...names.map((name, index) =>
      row(name, runs.get(name) ?? [], runs.get(names[index - 1] ?? '') ?? [], index),
    ),
  ]
}

function row(name: string, own: readonly Loop[], above: readonly Loop[], index: number): string {
  const ratio = (key: 'aSecond' | 'cpuMs') => {
    const found = own.map((run, round) => run[key] / (above[round]?.[key] ?? Number.NaN))
    return index % 2 === 0 ? '' : `${median(found).toFixed(2)} (${range(found, 2)})`
  }
  const cpu = own.map(({ cpuMs }) => cpuMs * 1_000)
  const cells = [
    name,
    Math.round(median(own.map(({ aSecond }) => aSecond))).toLocaleString('en-US'),
    `${median(cpu).toFixed(1)} (${range(cpu, 1)})`,
    ratio('aSecond'),
    ratio('cpuMs'),
  ]
  return `| ${cells.join(' | ')} |`
}
