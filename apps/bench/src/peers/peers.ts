/** Runs all systems side by side: in turns, each time in a process of its own. */

import { Child } from '../processes/child.ts'
import { installed } from '../systems/systems.ts'
import { inTime } from '../workloads/phase.ts'
import type { Mode } from './cases.ts'
import type { WorkOrder, WorkReport } from './order.ts'
import { type CaseResult, machine, type Results, type Run, versions } from './results.ts'
import type { Entry, Turns } from './turns.ts'

export interface Wanted<W> {
  readonly cases: readonly Turns<W>[]
  /** The file that a worker runs. */
  readonly worker: string
  readonly mode: Mode
  readonly rounds: number
  readonly seed: number
  /** Only cases whose name begins with this. */
  readonly only: string
  /** Is told what happens. */
  readonly say: (line: string) => void
}

/** Whatever a system does, a run of the others goes on: what it did is in its rows. */
export async function measure<W extends { readonly workload: string; readonly nodes: number }>(
  wanted: Wanted<W>,
): Promise<Results> {
  const { mode, rounds, seed, only, say } = wanted
  const begun = { date: new Date().toISOString(), machine: machine() }
  const cases: CaseResult[] = []
  for (const each of wanted.cases.filter(({ name }) => name.startsWith(only))) {
    const runs: Run[] = []
    for (let round = 0; round < rounds; round++) {
      for (const system of turned(each.systems, round)) {
        const run = await runOnce(wanted.worker, each, system, round, seed + round, runs)
        runs.push(run)
        say(`${each.name}, round ${round + 1} of ${rounds}, ${system.name}: ${run.missing ?? 'done'}`)
      }
    }
    const { name, title, work } = each
    cases.push({ name, title, workload: work.workload, nodes: work.nodes, runs })
  }
  return {
    ...begun,
    mode,
    rounds,
    seed,
    versions: await versions(wanted.cases.flatMap(({ systems }) => systems)),
    cases,
  }
}

/** Another one begins each round, so that none always has the warm or the quiet machine. */
export function turned<T>(items: readonly T[], round: number): T[] {
  const by = items.length === 0 ? 0 : round % items.length
  return [...items.slice(by), ...items.slice(0, by)]
}

async function runOnce<W>(
  worker: string,
  { work, deadlineMs }: Turns<W>,
  system: Entry,
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
  const child = new Child<WorkOrder<W>, WorkReport>([process.execPath, '--expose-gc', worker])
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
