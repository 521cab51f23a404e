/** A scenario: a world, what happens in it, and what must come of it; as plain data, so that a file can hold it. */

import type { Config } from '@kadkit/protocol'
import type { ChurnOptions } from '../churn/churn.ts'
import type { MeasureName } from '../measures/measures.ts'
import type { NetworkOptions } from '../network/network.ts'
import type { StorageMode } from '../world/sim-storage.ts'

/** Who is there. Shares are from 0 to 1. */
export interface Population {
  readonly count: number
  /** All join evenly within so many milliseconds, through random nodes; 0 is a join storm, and the default one each 200 ms. */
  readonly joinWithinMs?: number
  /** These are reached only by those to whom they write. */
  readonly natShare?: number
  /** These are clients: they only ask. */
  readonly clientShare?: number
  /** These take longer to look at what comes in. */
  readonly slow?: { readonly share: number; readonly ms: number }
  /** Wall clocks are off by up to so many milliseconds, in either direction. */
  readonly skewMs?: number
}

/** What nodes do all the time. The means are those of one node; without one, nobody does it. */
export interface Load {
  /** Values that are put by random nodes when all have joined. */
  readonly values?: number
  readonly valueBytes?: number
  readonly ttlMs?: number
  /** Lookups of random keys. */
  readonly findEveryMs?: number
  /** Gets of random values of those that have been put and are alive. */
  readonly getEveryMs?: number
  /** Puts of further values. */
  readonly putEveryMs?: number
  /** Every so often ten nodes look up one key at once: for `consistency`. Not a mean of one node, but of the world. */
  readonly pollEveryMs?: number
}

/** Something that happens at a known time. Who is struck by it is drawn. */
export type Incident = { readonly atMs: number } & (
  | { readonly type: 'partition'; readonly share: number; readonly ms: number; readonly ways: 'one' | 'both' }
  | {
      readonly type: 'crash'
      readonly share: number
      readonly restartAfterMs?: number
      readonly storage?: 'kept' | 'lost'
    }
  | { readonly type: 'stall'; readonly share: number; readonly ms: number }
  | { readonly type: 'clock-step'; readonly share: number; readonly ms: number }
  | { readonly type: 'storage'; readonly share: number; readonly mode: StorageMode; readonly ms: number }
  /** The whole network loses so much more, or takes so many times longer, for a while. */
  | { readonly type: 'weather'; readonly loss?: number; readonly slowness?: number; readonly ms: number }
  /** So many nodes join within a while. */
  | { readonly type: 'arrivals'; readonly count: number; readonly withinMs: number }
  /** So many gets of one value within a while. */
  | { readonly type: 'flash-crowd'; readonly gets: number; readonly withinMs: number }
)

/** A measure, and what it must be. */
export interface Check {
  readonly measure: MeasureName
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Scenario {
  readonly name: string
  /** What is to be seen in it. */
  readonly about?: string
  readonly seed: number
  /** How long it goes on from half a minute after the last of the first population has begun to join: all times are counted from there. */
  readonly lengthMs: number
  readonly codec?: boolean
  readonly storageMs?: number
  readonly config?: Partial<Config>
  readonly network?: NetworkOptions
  readonly nodes: Population
  readonly churn?: ChurnOptions
  readonly load?: Load
  readonly incidents?: readonly Incident[]
  /** Measures are taken of what began after so many milliseconds; 0. */
  readonly measureFromMs?: number
  readonly checks: readonly Check[]
}
