/** What a run leaves behind: plain data, from which every table and plot is made again. */

import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { installed, versionsOf } from '../systems/systems.ts'
import type { Outcome } from '../workloads/bench.ts'
import type { Mode } from './cases.ts'
import type { Entry } from './turns.ts'

export interface Results {
  /** When it began, by UTC: "2026-11-22T10:00:00.000Z". */
  readonly date: string
  readonly mode: Mode
  readonly rounds: number
  readonly seed: number
  readonly machine: Machine
  readonly versions: Readonly<Record<string, string>>
  readonly cases: readonly CaseResult[]
}

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  /** How many processes wanted a core in the minute before: next to nothing, or the figures are not to be trusted. */
  readonly load: number
}

export interface CaseResult {
  readonly name: string
  readonly title: string
  readonly workload: string
  readonly nodes: number
  readonly runs: readonly Run[]
  /** When, and of which commit, if it was measured later than the others. */
  readonly again?: { readonly date: string; readonly kadkit: string }
}

/** One system in one round. */
export interface Run extends Outcome {
  readonly system: string
  readonly round: number
  /** Why there are no figures, or not all. */
  readonly missing?: string
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    load: loadavg()[0] ?? Number.NaN,
  }
}

/** Of what is installed; of ourselves the commit. */
export async function versions(systems: readonly Entry[]): Promise<Record<string, string>> {
  const each = await Promise.all([...new Set(systems)].filter(installed).map(versionsOf))
  return Object.assign({ kadkit: commit() }, ...each)
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
