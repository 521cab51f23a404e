/** Asking the whole table whether it is still there: after a restart, and after a long sleep. */

import type { Contact } from '@kadkit/routing'
import type { Asker } from './asker.ts'
import type { Workshop } from './operation.ts'

/** Contacts that are waited for at once; one that is slow is waited for no longer, though its answer still counts. */
const AT_ONCE = 8
/** If nobody at all has answered, all are asked again after this time, then after twice as long, and so on. */
const FIRST_WAIT_MS = 10_000
/** Who is woken so much too late was asleep, and knows nothing of what happened meanwhile. */
const ASLEEP_MS = 15_000

/**
 * Contacts that were known before are neither alive nor dead until they have answered: they are in doubt, and not
 * handed out to others. Each is pinged, the nearest first; who answers is as good as before. While nobody does it may be our own
 * link that is down, and no one is blamed.
 */
export class Checkup implements Asker {
  readonly #workshop: Workshop
  readonly #found: (now: number) => void
  #waiting: Contact[] = []
  #open = new Set<string>()
  #answered = false
  #again = Number.POSITIVE_INFINITY
  #waitMs = FIRST_WAIT_MS

  /** `found` is called at the first answer of a checkup. */
  constructor(workshop: Workshop, found: (now: number) => void) {
    this.#workshop = workshop
    this.#found = found
  }

  get active(): boolean {
    return true
  }

  /** Doubts everybody in the table, and begins to ask. */
  begin(now: number): void {
    if (this.#workshop.table.size === 0) return
    this.#workshop.table.doubt(now)
    this.#waitMs = FIRST_WAIT_MS
    this.#start(now)
  }

  /** We are woken now, and should have been at `deadline`. */
  woken(now: number, deadline: number): void {
    if (now - deadline > ASLEEP_MS) this.begin(now)
  }

  /** When to call `advance`. */
  get deadline(): number {
    return this.#again
  }

  advance(now: number): void {
    if (now >= this.#again) this.#start(now)
  }

  answered(now: number, contact: Contact): void {
    const isFirst = !this.#answered
    this.#answered = true
    // Everybody may have been slow before: then all were to be asked again.
    this.#again = Number.POSITIVE_INFINITY
    if (isFirst) this.#found(now)
    this.#freed(now, contact.address)
  }

  slow(now: number, peer: { readonly address: string }): void {
    this.#freed(now, peer.address)
  }

  failed(now: number, peer: { readonly address: string }): void {
    this.#freed(now, peer.address)
  }

  #start(now: number): void {
    this.#again = Number.POSITIVE_INFINITY
    this.#answered = false
    this.#waiting = this.#workshop.table.doubted().toReversed()
    this.#askNext(now)
  }

  #freed(now: number, address: string): void {
    if (this.#open.delete(address)) this.#askNext(now)
  }

  #askNext(now: number): void {
    const { table, requests } = this.#workshop
    while (this.#open.size < AT_ONCE) {
      const contact = this.#waiting.pop()
      if (contact === undefined) break
      const entry = table.get(contact.key)
      // Somebody may have heard from it meanwhile, in a lookup.
      if (entry === undefined || !table.isDoubted(entry) || this.#open.has(contact.address)) continue
      this.#open.add(contact.address)
      requests.ask(now, contact, { type: 'ping' }, this)
    }
    if (this.#open.size === 0 && !this.#answered) this.#wait(now)
  }

  #wait(now: number): void {
    const { table, config } = this.#workshop
    if (table.doubted().length < table.size) return
    this.#again = now + this.#waitMs
    this.#waitMs = Math.min(2 * this.#waitMs, config.refreshEveryMs)
  }
}
