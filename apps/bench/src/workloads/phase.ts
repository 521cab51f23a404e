/** Many operations of one kind, so many at once, and what they cost. */

import type { Traffic } from '../systems/sockets.ts'
import { eachAtOnce } from '../systems/system.ts'

export interface Pace {
  /** No operation begins later than this. */
  readonly limitMs: number
  /** An operation that takes longer has failed. */
  readonly deadlineMs: number
}

/** One figure or more under a name. Times in ms, shares in percent. */
export type Figures = Readonly<Record<string, number>>

/** How much of its answer was right: 1 all, 0 nothing. */
export type Operation = (index: number) => Promise<number>

export interface Phase {
  readonly figures: Figures
  /** What operations rejected with, each text once. */
  readonly errors: readonly string[]
}

/** Runs operations 0 to `count` - 1. What rejects, or is late, was wrong; `traffic` is counted meanwhile by others. */
export async function phase(
  count: number,
  atOnce: number,
  { limitMs, deadlineMs }: Pace,
  traffic: Readonly<Traffic>,
  operation: Operation,
): Promise<Phase> {
  const times: number[] = []
  const errors = new Set<string>()
  let right = 0
  // What was made before, as lists of who holds what, is not to be carried about in this. A full collection would let go of
  // compiled code as well. There only with --expose-gc, which workers have.
  for (let i = 0; i < 2; i++) globalThis.gc?.({ type: 'minor' })
  const before = { ...traffic }
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  await eachAtOnce(count, atOnce, async (index) => {
    const from = performance.now()
    if (from - begun > limitMs) return
    try {
      const share = await inTime(operation(index), deadlineMs)
      right += share
    } catch (error) {
      errors.add(error instanceof Error ? error.message.slice(0, 120) : String(error))
    }
    times.push(performance.now() - from)
  })
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  const done = times.length
  const tcp = traffic.writes - before.writes
  return {
    figures: {
      done,
      right: (100 * right) / done,
      'a second': done / seconds,
      ...quantiles(times),
      ...(tcp === 0 ? { packets: (traffic.packets - before.packets) / done } : { writes: tcp / done }),
      bytes: (traffic.bytes - before.bytes + traffic.writtenBytes - before.writtenBytes) / done,
      'cpu ms': (user + system) / 1_000 / done,
    },
    errors: [...errors],
  }
}

/** The quantiles that a table shows. */
function quantiles(times: readonly number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** Rejects when `answer` takes longer. */
export async function inTime<T>(answer: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing in ${deadlineMs / 1_000} s`)), deadlineMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
