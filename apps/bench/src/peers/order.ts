/** What a worker is told to do, and what it says then. */

import type { Outcome } from '../workloads/bench.ts'
import type { Pace } from '../workloads/phase.ts'
import type { Other } from '../workloads/ping.ts'
import type { WorkloadName, WorkloadOptions } from '../workloads/workloads.ts'

export interface Work extends WorkloadOptions {
  readonly workload: WorkloadName | 'ping'
  readonly nodes: number
  readonly operations: number
  readonly pace: Pace
  readonly pingMs: number
  readonly seed: number
}

/** To measure one system once; the seed is that of the round. */
export interface WorkOrder<W> {
  readonly type: 'work'
  readonly system: string
  readonly work: W & { readonly seed: number }
}

export interface WorkReport {
  readonly type: 'outcome'
  readonly outcome: Outcome
}

export type Order =
  | WorkOrder<Work>
  /** Be the node that another worker pings. */
  | { readonly type: 'be-other'; readonly system: string }

export type Report = WorkReport | { readonly type: 'other'; readonly other: Other }
