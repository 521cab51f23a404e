/** Runs all systems side by side: in turns, each time in a process of its own. */

import { fileURLToPath } from 'node:url'
import { Child } from '../processes/child.ts'
import { installed, type SystemEntry } from '../systems/systems.ts'
import { inTime } from '../workloads/phase.ts'
import { type Case, casesOf, type Mode } from './cases.ts'
import type { Order, Report } from './order.ts'
import { type CaseResult, machine, type Results, type Run, versions } from './results.ts'

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url))

export interface Wanted {
  readonly mode: Mode
  readonly rounds: number
  readonly seed: number
  /** Only cases whose name begins with this. */
  readonly only: string
  /** Is told what happens. */
  readonly say: (line: string) => void
}

/** Whatever a system does, a run of the others goes on: what it did is in its rows. */
export async function measure({ mode, rounds, seed, only, say }: Wanted): Promise<Results> {
  const begun = { date: new Date().toISOString(), machine: machine() }
  const cases: CaseResult[] = []
  for (const each of casesOf(mode).filter(({ name }) => name.startsWith(only))) {
    const runs: Run[] = []
    for (let round = 0; round < rounds; round++) {
      for (const system of turned(each.systems, round)) {
        const run = await runOnce(each, system, round, seed + round, runs)
        runs.push(run)
        say(`${each.name}, round ${round + 1} of ${rounds}, ${system.name}: ${run.missing ?? 'done'}`)
      }
    }
    const { name, title, work } = each
    cases.push({ name, title, workload: work.workload, nodes: work.nodes, runs })
  }
  return { ...begun, mode, rounds, seed, versions: await versions(), cases }
}

/** Another one begins each round, so that none always has the warm or the quiet machine. */
export function turned<T>(items: readonly T[], round: number): T[] {
  const by = items.length === 0 ? 0 : round % items.length
  return [...items.slice(by), ...items.slice(0, by)]
}

async function runOnce(
  { work, deadlineMs }: Case,
  system: SystemEntry,
  round: number,
  seed: number,
  before: readonly Run[],
): Promise<Run> {
  const without = (missing: string): Run => ({
    system: system.name,
    round,
    phases: {},
    notes: [],
    missing,
  })
  if (!installed(system)) return without('not installed')
  const late = before.find((run) => run.system === system.name && run.missing !== undefined)
  if (late?.missing !== undefined) return without(late.missing)
  const child = new Child<Order, Report>([process.execPath, '--expose-gc', WORKER])
  try {
    const answer = child.ask({ type: 'work', system: system.name, work: { ...work, seed } }, 'outcome')
    const { outcome } = await inTime(answer, deadlineMs)
    return { system: system.name, round, ...outcome }
  } catch (error) {
    return without(error instanceof Error ? error.message : String(error))
  } finally {
    child.kill()
  }
}
