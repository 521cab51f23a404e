/** What a world is made of. */

import type { Config } from '@kadkit/protocol'
import type { NetworkOptions } from '../network/network.ts'
import type { TraceMode } from '../trace/trace.ts'

export interface WorldOptions {
  /** Everything follows from it: a safe integer. */
  readonly seed: number
  readonly network?: NetworkOptions
  /** Of every engine. */
  readonly config?: Partial<Config>
  /** Whether messages go through bytes, as they do in a real network; true. The trace is the same without. */
  readonly codec?: boolean
  /** 'hash'. */
  readonly trace?: TraceMode
  /** Whether the invariants are checked after everything that happens; true. */
  readonly invariants?: boolean
  /** How long storages take to answer, in milliseconds; 0. */
  readonly storageMs?: number
  /**
   * Let one node after the other go on for so many milliseconds, instead of all together event by event; 0: do not.
   * It is faster for thousands of nodes, whose memory is then not fetched anew for each event. No message may be
   * faster than that, so that what happens to one node in a slice cannot reach another in the same; what is called by `at`
   * and `after` waits for the next slice; and a listener may only act on the node that it hears of.
   */
  readonly sliceMs?: number
}
