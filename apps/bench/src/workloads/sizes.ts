/** Values from 500 bytes to 1 MiB: what is taken, what is refused, and how long both take. */

import { type Bench, type Phases, picker, sampleFor } from './bench.ts'
import { inTime } from './phase.ts'
import { range } from './values.ts'

export const SIZES: readonly number[] = [500, 1_000, 4_096, 16_384, 65_536, 1_048_576]

/** Each size is tried so often, and the fastest counts: the first one pays for what the compiler has not seen yet. */
const TRIES = 3

/** A phase for each size, with the fastest put and the fastest get; nothing but `right: 0` where one failed. */
export async function sizes(bench: Bench, phases: Phases, all: boolean): Promise<void> {
  const pick = picker(bench.seed)
  for (const size of SIZES) {
    const name = `${size} bytes`
    const begun = performance.now()
    try {
      const puts: number[] = []
      const gets: number[] = []
      for (const each of range(TRIES)) {
        const { put, get } = await putAndGet(bench, sampleFor(bench.seed, size + each, size), pick)
        puts.push(put)
        gets.push(get)
      }
      phases.also(name, { right: 100, put: Math.min(...puts), get: Math.min(...gets) })
    } catch (error) {
      phases.also(name, { right: 0, 'failed after': performance.now() - begun })
      phases.notes.push(`${name}: ${error instanceof Error ? error.message.slice(0, 120) : String(error)}`)
      if (!all) return
    }
  }
}

async function putAndGet(
  { system, nodes, pace }: Bench,
  value: Uint8Array,
  pick: (below: number) => number,
): Promise<{ put: number; get: number }> {
  const putter = pick(nodes)
  const begun = performance.now()
  const name = await inTime(Promise.resolve(system.put?.(putter, value)), pace.deadlineMs)
  const stored = performance.now()
  if (name === undefined) throw new Error('it has no values')
  const others = range(nodes).filter((node) => node !== putter)
  const without = []
  for (const node of others) if (!(await system.held?.(node))?.has(name)) without.push(node)
  const getter = without[pick(without.length)] ?? others[0] ?? putter
  const asked = performance.now()
  const found = await inTime(Promise.resolve(system.get?.(getter, name)), pace.deadlineMs)
  if (found === undefined || Buffer.compare(found, value) !== 0) throw new Error('it was put and not found')
  return { put: stored - begun, get: performance.now() - asked }
}
