/** What makes one published run of many: where it goes, and what it shows. */

import type { Results } from '../peers/results.ts'
import type { Entry } from '../peers/turns.ts'
import type { Chart } from './charts.ts'
import type { Figure } from './figure.ts'

export interface Edition {
  /** Of its benchmark, and of its folder in `docs/benchmarks`; undefined for the folder itself. */
  readonly name: string
  readonly folder: string
  /** The heading of its page. */
  readonly title: string
  readonly systems: readonly (Entry & { readonly remark?: string })[]
  /** What the words in the tables mean, line by line. */
  readonly reading: (results: Results) => readonly string[]
  /** The headings of workloads. */
  readonly titles: Readonly<Record<string, string>>
  readonly charts: readonly Chart[]
  /** What the root README has of it stands between two such lines. */
  readonly marks: { readonly begin: string; readonly end: string }
  /** What is said there before the tables. */
  readonly introduction: readonly string[]
  readonly tables: readonly Comparison[]
}

/** A table of the root README. */
export interface Comparison {
  readonly columns: readonly string[]
  /** Whom our figures are held against; by default the best peer. */
  readonly against?: string
  readonly lines: readonly Line[]
}

export interface Line {
  readonly what: string
  /** The name of a case, one of its phases, and a figure of that. */
  readonly from: string
  readonly phase: string
  readonly key: Figure['key']
  /** Which of our systems stands in our column, if it is not `kadkit`; where it has no figures there is no line. */
  readonly ours?: string
}
