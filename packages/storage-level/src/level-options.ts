/** What may be chosen of a storage. */

import { type Clock, systemClock } from '@kadkit/clock'

/**
 * When bytes are made durable.
 * - `always`: before `put` and `delete` resolve; a power cut loses nothing that was acknowledged
 * - `interval`: every `syncEveryMs`; a power cut loses what was acknowledged since
 * - `os`: when the system likes, and at the end; the death of the process loses nothing, a power cut what is not yet on the disk
 */
export type SyncPolicy = 'always' | 'interval' | 'os'

/** All may be left out. */
export interface LevelStorageOptions {
  /** Default: `interval`. */
  readonly sync?: SyncPolicy
  /** For `interval`: 1 to 3,600,000 ms. Default 1,000. */
  readonly syncEveryMs?: number
  /** Opening rejects with `timeout` after this: 1 to 86,400,000 ms. Default 60,000. */
  readonly openTimeoutMs?: number
  /** For the two times above. Default: the clock of the machine. */
  readonly clock?: Clock
}

/** The options with all defaults filled in. */
export type CompleteLevelOptions = Required<LevelStorageOptions>

const POLICIES: readonly string[] = ['always', 'interval', 'os'] satisfies SyncPolicy[]

/** @throws RangeError that names the first bad one. */
export function completeOptions(options: LevelStorageOptions): CompleteLevelOptions {
  const sync = options.sync ?? 'interval'
  if (!POLICIES.includes(sync)) {
    throw new RangeError(`sync must be "always", "interval" or "os", got ${shown(sync)}`)
  }
  return {
    sync,
    syncEveryMs: milliseconds('syncEveryMs', options.syncEveryMs ?? 1_000, 3_600_000),
    openTimeoutMs: milliseconds('openTimeoutMs', options.openTimeoutMs ?? 60_000, 86_400_000),
    clock: options.clock ?? systemClock,
  }
}

function milliseconds(name: string, value: number, most: number): number {
  if (typeof value === 'number' && value >= 1 && value <= most) return value
  throw new RangeError(`${name} must be 1 to ${most} milliseconds, got ${shown(value)}`)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
