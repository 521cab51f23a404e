/** One message of 10 MiB over loopback, beside bare datagrams and beside udx-native, taking turns. */

import { existsSync } from 'node:fs'
import { median, range } from '../median.ts'
import { carry, type Run } from './carry.ts'
import type { Kind } from './side-process.ts'

const MIB = 2 ** 20
const BYTES = 10 * MIB
const HERE = { host: '127.0.0.1' }
const UDX = new URL('../../peers/node_modules/udx-native/package.json', import.meta.url)

/** A row for each way. */
export async function throughput(rounds: number): Promise<string[]> {
  const kinds: Kind[] = ['datagrams', 'framing', ...(existsSync(UDX) ? (['udx'] as const) : [])]
  const runs = new Map<Kind, Run[]>(kinds.map((kind) => [kind, []]))
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) runs.get(kind)?.push(await carry(kind, BYTES, HERE, HERE))
  }
  const ratios = (runs.get('framing') ?? []).map(
    ({ bytesASecond }, round) => bytesASecond / (runs.get('datagrams')?.[round]?.bytesASecond ?? Number.NaN),
  )
  return [
    `10 MiB from one process to another, ${rounds} rounds, medians (least to most)`,
    '',
    '| way | MiB/s that arrived | processor time of both, ms/MiB | arrived |',
    '|---|---|---|---|',
    ...kinds.map((kind) => row(kind, runs.get(kind) ?? [])),
    '',
    `framing / datagrams, round by round: ${median(ratios).toFixed(2)} (${range(ratios, 2)})`,
    ...(kinds.includes('udx') ? [] : ['udx-native is not installed: see apps/bench/README.md']),
  ]
}

function row(kind: Kind, runs: readonly Run[]): string {
  const speeds = runs.map(({ bytesASecond }) => bytesASecond / MIB)
  const cpu = runs.map(({ cpuMs, bytes }) => cpuMs / (bytes / MIB))
  const arrived = (100 * median(runs.map(({ bytes }) => bytes))) / BYTES
  return (
    `| ${kind} | ${median(speeds).toFixed(1)} (${range(speeds, 1)}) ` +
    `| ${median(cpu).toFixed(1)} (${range(cpu, 1)}) | ${arrived.toFixed(1)} % |`
  )
}
