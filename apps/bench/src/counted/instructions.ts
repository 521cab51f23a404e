/** How many of the processor's instructions an operation takes, where Linux's `perf` can count them. */

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Counts, operations } from './counts.ts'
import { STEADY } from './steady.ts'

const PROCESS = fileURLToPath(new URL('./work-process.js', import.meta.url))
const EACH = 100

/** Runs Node with these arguments; gives what `perf stat -x,` printed. */
export type Stat = (args: readonly string[]) => Promise<string>

/** `instructions`, for each operation: the difference that more of them make. Undefined where they cannot be counted. */
export async function countInstructions(
  seed: number,
  nodes: number,
  stat: Stat = perfStat,
): Promise<Counts | undefined> {
  const join = 'join:1'
  const puts = `put:${EACH}`
  // what is done before, and how many operations are done then
  const without: Readonly<Record<string, readonly [before: string[], operations: string, count: number]>> = {
    join: [[join], join, nodes - 1],
    get: [[join, puts], `get:${EACH}`, EACH],
  }
  const known = new Map<string, number | undefined>()
  const measured = async (orders: readonly string[]) => {
    const name = orders.join(' ')
    if (!known.has(name))
      known.set(name, readInstructions(await stat([String(seed), String(nodes), ...orders])))
    return known.get(name)
  }
  const counts: [string, { instructions: number }][] = []
  for (const operation of operations) {
    const [before, more, count] = without[operation] ?? [[join], `${operation}:${EACH}`, EACH]
    const [less, all] = [await measured(before), await measured([...before, more])]
    if (less === undefined || all === undefined) return undefined
    counts.push([operation, { instructions: Math.round((all - less) / count) }])
  }
  return Object.fromEntries(counts)
}

/** Of `COUNT,,instructions:u,...`; undefined where in place of the count it says `<not supported>`. */
export function readInstructions(printed: string): number | undefined {
  const count = /^(\d+),[^,]*,instructions/m.exec(printed)?.[1]
  return count === undefined ? undefined : Number(count)
}

/** Nothing where there is no perf. */
async function perfStat(args: readonly string[]): Promise<string> {
  const stat = ['stat', '-x,', '-e', 'instructions:u', '--']
  try {
    // it is asked first, for a run takes seconds
    const probe = await promisify(execFile)('perf', [...stat, 'true'])
    if (readInstructions(probe.stderr) === undefined) return ''
  } catch {
    return ''
  }
  return (await promisify(execFile)('perf', [...stat, process.execPath, ...STEADY, PROCESS, ...args])).stderr
}
