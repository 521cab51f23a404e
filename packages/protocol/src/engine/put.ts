/** Putting a value: on the k closest, ourselves among them where we are one of them. */

import type { Contact } from '@kadkit/routing'
import type { Refusal, Request } from '../wire/message.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { withSelf } from './find.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Replica, type Replicas } from './replica.ts'
import { Search } from './search.ts'
import { secondsLeft } from './seconds-left.ts'

/** Settles when every store was acknowledged or has failed; who fails is made good by the next closest, if there is one. */
export class Put implements Operation, Replicas {
  readonly #workshop: Workshop
  readonly #record: ValueRecord
  readonly #report: Report
  readonly #search: Search
  readonly #stored: Contact[] = []
  readonly #failed: Contact[] = []
  readonly #replicas: Replica[] = []
  #reserve: Contact[] = []
  #open = 0
  #outdated = false
  #active = true

  constructor(workshop: Workshop, record: ValueRecord, report: Report) {
    this.#workshop = workshop
    this.#record = record
    this.#report = report
    const target = record.key
    this.#search = new Search(
      workshop,
      target,
      { type: 'find-node', target },
      {
        step: report.step,
        done: (now, lookup) => this.#store(now, withSelf(workshop, lookup)),
      },
    )
  }

  get active(): boolean {
    return this.#active
  }

  begin(now: number): void {
    this.#search.begin(now)
  }

  cancel(now: number): void {
    this.#active = false
    this.#search.cancel()
    for (const replica of this.#replicas) replica.release(now)
  }

  #store(now: number, contacts: Contact[]): void {
    const { k } = this.#workshop.config
    this.#reserve = contacts.slice(k)
    const targets = contacts.slice(0, k)
    this.#open = targets.length
    for (const contact of targets) this.#storeOn(now, contact)
  }

  #storeOn(now: number, contact: Contact): void {
    const { self, intake } = this.#workshop
    if (contact === self) {
      intake.take(now, this.#record, (then, refusal) => this.ended(then, self, refusal))
    } else {
      const replica = new Replica(this.#workshop, contact, this.#record.value.length, this)
      this.#replicas.push(replica)
      replica.begin(now)
    }
  }

  request(now: number): Request & { type: 'store' } {
    const { key, value, expiresAt, publication } = this.#record
    // Its publisher wants it stored: what is left of less than a second is a second.
    const ttlSeconds = Math.max(1, secondsLeft(now, expiresAt))
    return { type: 'store', key, value, ttlSeconds, cached: false, publication }
  }

  ended(now: number, contact: Contact, why?: Refusal | 'no-answer'): void {
    if (!this.#active || this.#isCounted(contact)) return
    const counted = why === undefined ? this.#stored : this.#failed
    counted.push(contact)
    if (why === 'outdated') this.#outdated = true
    // Who has a newer one needs no substitute: that one is to win.
    const next = why === undefined || why === 'outdated' ? undefined : this.#reserve.shift()
    if (next !== undefined) this.#storeOn(now, next)
    else this.#open--
    if (this.#open > 0) return
    this.#active = false
    const [stored, failed] = [this.#stored, this.#failed]
    if (stored.length > 0) this.#report.settle(now, { type: 'stored', stored, failed })
    else
      this.#report.settle(now, { type: 'failed', reason: this.#outdated ? 'outdated' : 'not-stored', failed })
  }

  /** An answer may come after its request had failed. */
  #isCounted({ key }: Contact): boolean {
    return this.#failed.some((contact) => contact.key.equals(key))
  }
}
