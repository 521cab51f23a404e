/** The benchmarks `peers` and `parts`: measure, print the page, and write it. */

import { fileURLToPath } from 'node:url'
import { partCasesOf } from '../parts/cases.ts'
import type { Edition } from '../report/edition.ts'
import { pageOf } from '../report/page.ts'
import { partsEdition } from '../report/parts-edition.ts'
import { keep, keepAgain } from '../report/publish.ts'
import { systemsEdition } from '../report/systems-edition.ts'
import { casesOf, type Mode } from './cases.ts'
import { measure } from './peers.ts'
import type { Turns } from './turns.ts'

export interface RunOptions {
  readonly mode: Mode
  readonly seed: number
  /** How often each system takes its turn; by default once in a quick run, and five times in a full one. */
  readonly rounds: number | undefined
  /** Only cases whose name begins with this; then nothing is written, unless it is published in place of those before. */
  readonly only: string
  /** Whether the README is to name these figures; by default those of a full run of all cases. */
  readonly publish: boolean
}

/** Whole systems. The lines of the page. */
export function peers(options: RunOptions): Promise<string[]> {
  return run(systemsEdition, casesOf(options.mode), './worker.js', options)
}

/** Routing tables, codecs and the simulator. The lines of the page. */
export function parts(options: RunOptions): Promise<string[]> {
  return run(partsEdition, partCasesOf(options.mode), '../parts/worker.js', options)
}

async function run<W extends { readonly workload: string; readonly nodes: number }>(
  edition: Edition,
  cases: readonly Turns<W>[],
  file: string,
  { mode, seed, rounds = mode === 'quick' ? 1 : 5, only, publish }: RunOptions,
): Promise<string[]> {
  const worker = fileURLToPath(new URL(file, import.meta.url))
  const say = (line: string) => console.error(line)
  const results = await measure({ cases, worker, mode, rounds, seed, only, say })
  if (only === '') await keep(results, edition, publish)
  else if (publish) await keepAgain(results, edition)
  return pageOf(results, edition).split('\n')
}
