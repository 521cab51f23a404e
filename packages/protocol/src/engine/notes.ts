/** When the routing table is written down for the next start. */

import type { AgedContact } from '../wire/stored-state.ts'
import type { Workshop } from './operation.ts'

/** The first time so soon after the first contact: who is killed early must not come back knowing nobody. */
const FIRST_AFTER_MS = 10_000

export class Notes {
  readonly #workshop: Workshop
  #at = Number.POSITIVE_INFINITY

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  /** When to call `advance`. */
  get deadline(): number {
    return this.#at
  }

  /** Somebody has answered us. */
  acquainted(now: number): void {
    const { noteEveryMs } = this.#workshop.config
    if (this.#at < Number.POSITIVE_INFINITY || noteEveryMs === Number.POSITIVE_INFINITY) return
    this.#at = now + Math.min(FIRST_AFTER_MS, noteEveryMs)
  }

  /** Whether it is time to write. */
  isDue(now: number): boolean {
    if (now < this.#at) return false
    this.#at = now + this.#workshop.config.noteEveryMs
    return true
  }

  /** All contacts, the nearest bucket first. */
  contacts(): AgedContact[] {
    return [...this.#workshop.table.buckets()].toReversed().flatMap(({ contacts }) => {
      return contacts.map(({ contact: { key, address }, seenAt }) => ({ key, address, seenAt }))
    })
  }
}
