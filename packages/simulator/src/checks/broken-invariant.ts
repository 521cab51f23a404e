/** The error that ends a world in which something holds no more that must always hold. */

/** What must hold after everything that happens. */
export type Invariant =
  /** After a node has dealt with its deadlines, the next one is in the future. */
  | 'deadline-ahead'
  /** No node writes to itself. */
  | 'no-self-sent'
  /** A list of contacts has at most k of them, each once, neither the one who lists them nor the one who asked. */
  | 'list-right'
  /** A node lists only contacts that have answered it since it started. */
  | 'list-verified'
  /** Its table has only such contacts, and not itself. */
  | 'table-verified'
  /** The table is what the events told of it, and no bucket is fuller than it may be. */
  | 'table-bounded'
  /** No queue or map is fuller than its limit. */
  | 'bounded'
  /** A value is not served after its end, nor promised to live longer than it was given. */
  | 'value-alive'
  /** A copy beside a lookup's path is not passed on as if it were a replica. */
  | 'copies-stay'
  /** A client sends nothing but requests, and says in each that it is one. */
  | 'client-silent'
  /** Each operation settles once, within ten minutes. */
  | 'settles-once'
  /** What came in is counted once: accepted, or dropped for a reason. */
  | 'counted-once'

export class BrokenInvariant extends Error {
  readonly invariant: Invariant
  /** The number of the node. */
  readonly node: number
  /** Milliseconds since the world began. */
  readonly elapsedMs: number

  constructor(invariant: Invariant, node: number, elapsedMs: number, seed: number, detail: string) {
    super(`${invariant} does not hold for node ${node} after ${elapsedMs} ms, seed ${seed}: ${detail}`)
    this.name = 'BrokenInvariant'
    this.invariant = invariant
    this.node = node
    this.elapsedMs = elapsedMs
  }
}
