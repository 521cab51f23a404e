/** What an experiment is, and what it brings. */

import type { Plot } from './plot/plot.ts'
import type { Citation } from './published/citation.ts'
import type { Table } from './report/markdown-table.ts'

/** How much is run: what is published, what a minute allows, what a test allows. */
export type Scale = 'full' | 'quick' | 'tiny'

/** One line of the overview of all experiments. */
export interface Headline {
  readonly what: string
  readonly ours: string
  readonly published: string
  /** Ours to published; null where the two are no ratio. */
  readonly ratio: number | null
}

/** All that a run brings: numbers that are rounded already, since it is kept as JSON and must be the same bytes again. */
export interface Findings {
  readonly headlines: readonly Headline[]
  readonly tables: readonly Table[]
  readonly plots: readonly Plot[]
}

/** Findings, and what repeats them. */
export interface Result extends Findings {
  readonly name: string
  readonly seed: number
  readonly scale: Scale
  /** The set-up in one line, with the sizes of this scale. */
  readonly setUp: string
}

/** Tells how far a long run is; and how many events it has seen, if it knows. */
export type Progress = (line: string, events?: number) => void

export interface Experiment {
  /** Names its page and its files. */
  readonly name: string
  readonly title: string
  readonly citation: Citation
  /** Paragraphs in Markdown: what was published, how ours is set up, what differs. */
  readonly published: string
  readonly ours: string
  readonly differs: readonly string[]
  /** It takes so long that it is only run when it is named; about how long, as text. */
  readonly takes?: string
  /** The set-up in one line. */
  setUp(scale: Scale): string
  /** The same seed and scale give the same findings. */
  run(seed: number, scale: Scale, progress: Progress): Findings
}
