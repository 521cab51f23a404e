/** Some systems, and one piece of work at which they take turns. */

/** One of those that take turns. */
export interface Entry {
  readonly name: string
  /** What the version is read from; none for ourselves. */
  readonly packages: readonly string[]
}

/** A case, before it has run. */
export interface Turns<W> {
  readonly name: string
  readonly title: string
  readonly systems: readonly Entry[]
  readonly work: W
  /** A worker that takes longer is ended, and its system sits out the rest of the case. */
  readonly deadlineMs: number
}
