/** Joining a network through addresses that are known to be part of it. */

import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'
import type { Asker, Peer } from './asker.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Search } from './search.ts'

/**
 * Asks every address for the contacts nearest to ourselves, and starts the lookup of our own key with the first
 * that answers (paper, section 2.3). Settles when that lookup is done, and every other address has answered or is
 * slow: the first may be a liar, or know nobody yet. Fails when no address has answered.
 */
export class Join implements Operation, Asker {
  readonly #workshop: Workshop
  readonly #addresses: readonly string[]
  readonly #report: Report
  readonly #search: Search
  /** Addresses from which an answer is still likely. */
  readonly #open: Set<string>
  #silent = 0
  #answered = false
  #active = true

  constructor(workshop: Workshop, addresses: readonly string[], report: Report) {
    this.#workshop = workshop
    this.#addresses = [...new Set(addresses)].filter((address) => address !== workshop.self.address)
    this.#report = report
    this.#open = new Set(this.#addresses)
    const target = workshop.self.key
    this.#search = new Search(
      workshop,
      target,
      { type: 'find-node', target },
      {
        step: report.step,
        waits: () => this.#open.size > 0,
        done: (now) => {
          this.#active = false
          report.settle(now, { type: 'joined', contacts: workshop.table.size })
        },
      },
    )
  }

  get active(): boolean {
    return this.#active
  }

  begin(now: number): void {
    const { self, requests } = this.#workshop
    for (const address of this.#addresses) {
      requests.ask(now, { address }, { type: 'find-node', target: self.key }, this)
    }
    if (this.#addresses.length === 0) this.#search.begin(now)
  }

  cancel(): void {
    this.#active = false
    this.#search.cancel()
  }

  answered(now: number, contact: Contact, reply: Reply): void {
    if (reply.type !== 'nodes') {
      this.failed(now, contact)
      return
    }
    this.#answered = true
    this.#open.delete(contact.address)
    this.#search.beginWith(now, contact, reply)
  }

  slow(now: number, { address }: Peer): void {
    this.#open.delete(address)
    if (this.#answered) this.#search.goOn(now)
  }

  failed(now: number, peer: Peer): void {
    this.#silent++
    this.slow(now, peer)
    if (this.#answered || this.#silent < this.#addresses.length) return
    this.#active = false
    this.#report.settle(now, { type: 'failed', reason: 'no-bootstrap', failed: [] })
  }
}
