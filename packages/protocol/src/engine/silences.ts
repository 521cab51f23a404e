/** Who was asked in vain, and when: for a while it is left alone. */

import { BoundedMap } from './bounded-map.ts'

const MAX_REMEMBERED = 1_024
/** Waits double up to this many times the first one. */
const MAX_FACTOR = 64

interface Silence {
  /** When it was last asked in vain. */
  readonly at: number
  readonly waitMs: number
}

/**
 * A contact that is gone stays in tables and lists for a while, and every lookup that asks it has to wait until it
 * has failed. So it is not asked again before a wait is over, which doubles each time (paper, section 4.1), unless
 * somebody has heard from it since.
 */
export class Silences {
  readonly #firstWaitMs: number
  readonly #silences = new BoundedMap<string, Silence>(MAX_REMEMBERED)

  constructor(firstWaitMs: number) {
    this.#firstWaitMs = firstWaitMs
  }

  /**
   * `address`, asked at `askedAt`, has not answered. Returns false when that has become known since it was asked: ten
   * lookups that ask at once are one failure, not ten.
   */
  began(now: number, address: string, askedAt: number): boolean {
    const before = this.#silences.get(address)
    if (before !== undefined && askedAt <= before.at) return false
    const longest = MAX_FACTOR * this.#firstWaitMs
    const waitMs = before === undefined ? this.#firstWaitMs : Math.min(2 * before.waitMs, longest)
    this.#silences.set(address, { at: now, waitMs })
    return true
  }

  /** `address` has answered. */
  ended(address: string): void {
    this.#silences.delete(address)
  }

  /** Whether `address`, of which somebody last heard at `heardAt`, is to be left alone now. */
  covers(now: number, address: string, heardAt: number): boolean {
    const silence = this.#silences.get(address)
    return silence !== undefined && now < silence.at + silence.waitMs && heardAt <= silence.at
  }
}
