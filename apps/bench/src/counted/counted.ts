/** Counts messages, bytes, memory and instructions of operations, and fails when they have clearly grown. */

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Counts, countTraffic } from './counts.ts'
import { accepted, platform, readExpectations, together, writeExpectations } from './expectations.ts'
import { countInstructions } from './instructions.ts'
import { STEADY } from './steady.ts'
import { judge, type Verdict } from './verdict.ts'

const HEAP_PROCESS = fileURLToPath(new URL('./heap-process.js', import.meta.url))
/** Always the same: the expected counts are those of this seed. */
const SEED = 20_261_123
const NODES = 100

/** Rows of all counts, and what is to be said of them. Sets the exit code to 1 if any has grown beyond its margin. */
export async function counted(accept: boolean): Promise<string[]> {
  // in another process, while this one counts messages
  const allocating = allocations()
  const everywhere = countTraffic({ seed: SEED, nodes: NODES, networks: 2, each: 100 })
  const allocated = await allocating
  const instructions = await countInstructions(SEED, NODES)
  const own = together(allocated, instructions ?? {})
  const here = platform()
  const counts = together(everywhere, own)
  const before = readExpectations()
  const lines = [...table(counts), '']
  if (instructions === undefined) lines.push('SKIPPED: perf counts no instructions here')
  if (accept) {
    writeExpectations(accepted(before, everywhere, here, own))
    return [...lines, `accepted: apps/bench/counted.json expects these counts now, on ${here}`]
  }
  const known = before.platforms[here]
  if (known === undefined) lines.push(`SKIPPED: counted.json has no allocations for ${here}`)
  const expected = together(before.everywhere, known ?? {})
  const verdict = judge(expected, known === undefined ? everywhere : counts, before.marginPercent)
  if (verdict.grown.length > 0) process.exitCode = 1
  return [...lines, ...say(verdict)]
}

/** What follows from a verdict, in lines. */
export function say({ grown, shrunk, uncompared }: Verdict): string[] {
  const lines = uncompared.map((what) => `not compared: ${what}`)
  for (const what of shrunk) lines.push(`BETTER: ${what}; accept it with: pnpm bench counted --accept`)
  for (const what of grown) lines.push(`WORSE: ${what}`)
  if (grown.length > 0) lines.push('A step back. If it is wanted: pnpm bench counted --accept, and say why.')
  else lines.push('no count has grown beyond its margin')
  return lines
}

async function allocations(): Promise<Counts> {
  const args = [...STEADY, '--expose-gc', HEAP_PROCESS, String(SEED), String(NODES)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Counts
}

function table(counts: Counts): string[] {
  const figures = [...new Set(Object.values(counts).flatMap((each) => Object.keys(each)))]
  return [
    `| one | ${figures.join(' | ')} |`,
    `|---${'|---'.repeat(figures.length)}|`,
    ...Object.entries(counts).map(([name, each]) => {
      return `| ${name} | ${figures.map((figure) => each[figure] ?? '').join(' | ')} |`
    }),
  ]
}
