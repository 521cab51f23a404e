/** One message over a path of 50 ms that loses 1 % of all packets, beside TCP over the very same path. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, range } from '../median.ts'
import { carry, type Side } from './carry.ts'

const PATH = fileURLToPath(new URL('../../path/path.py', import.meta.url))
const ONE_WAY_MS = 25
const LOSS = 0.01
const BYTES = 10 * 2 ** 20
const KIB = 2 ** 10
const FROM: Side = { host: '10.77.0.1', namespace: 'kadkit-a' }
const TO: Side = { host: '10.77.0.2', namespace: 'kadkit-b' }
/** RFC 9438's, which is Linux's usual one. */
const CONGESTION_CONTROL = 'cubic'

/** Rates of both, and their ratio round by round. */
export async function slowPath(rounds: number, seed: number): Promise<string[]> {
  const speeds = { tcp: [] as number[], framing: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    for (const kind of ['tcp', 'framing'] as const) {
      // The same packets are lost to both, as far as both send as many.
      const { bytesASecond } = await onPath(seed + round, () => carry(kind, BYTES, FROM, TO))
      speeds[kind].push(bytesASecond / KIB)
    }
  }
  const ratios = speeds.framing.map((speed, round) => speed / (speeds.tcp[round] ?? Number.NaN))
  return [
    `10 MiB over a path of ${2 * ONE_WAY_MS} ms and ${100 * LOSS} % loss each way, ${rounds} rounds, medians (least to most)`,
    '',
    '| way | KiB/s |',
    '|---|---|',
    `| TCP (${CONGESTION_CONTROL}) | ${median(speeds.tcp).toFixed(0)} (${range(speeds.tcp, 0)}) |`,
    `| framing | ${median(speeds.framing).toFixed(0)} (${range(speeds.framing, 0)}) |`,
    '',
    `framing / TCP, round by round: ${median(ratios).toFixed(2)} (${range(ratios, 2)})`,
  ]
}

async function onPath<T>(seed: number, run: () => Promise<T>): Promise<T> {
  const namespaces = [FROM.namespace, TO.namespace] as string[]
  for (const namespace of namespaces) ip('netns', 'add', namespace)
  const ends = [FROM, TO].flatMap(({ namespace = '', host }) => [namespace, host])
  const path = spawn('python3', [PATH, ...ends, String(ONE_WAY_MS), String(LOSS), String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    await ready(path)
    for (const namespace of namespaces) {
      ip('-n', namespace, 'route', 'replace', '10.77.0.0/24', 'dev', 'path0', 'congctl', CONGESTION_CONTROL)
    }
    return await run()
  } finally {
    path.stdin.end()
    for (const namespace of namespaces) ip('netns', 'delete', namespace)
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: 'inherit' })
}

function ready(path: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    path.stdout?.once('data', () => resolve())
    path.once('exit', (code) =>
      reject(new Error(`the path exited with ${code}: it needs Linux, root and /dev/net/tun`)),
    )
  })
}
