/** Putting a value: on the k closest, ourselves among them where we are one of them and no client. */

import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Refusal, Request } from '../wire/message.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Delivery, type Parcel } from './delivery.ts'
import { withSelf } from './find.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Search } from './search.ts'
import { secondsLeft } from './seconds-left.ts'

/** Settles when every store was acknowledged or has failed; who fails is made good by the next closest, if there is one. */
export class Put implements Operation, Parcel {
  readonly #workshop: Workshop
  readonly #record: ValueRecord
  readonly #report: Report
  readonly #search: Search
  readonly #stored: Contact[] = []
  readonly #failed: Contact[] = []
  readonly #deliveries: Delivery[] = []
  readonly #how: 'offer' | 'store'
  #reserve: Contact[] = []
  #open = 0
  #outdated = false
  #active = true

  /** Long values are offered before they are sent; short ones too where they have been put before. */
  constructor(
    workshop: Workshop,
    record: ValueRecord,
    report: Report,
    { again = false }: { again?: boolean } = {},
  ) {
    this.#workshop = workshop
    this.#record = record
    this.#report = report
    this.#how = again || record.value.length > SHORT_VALUE_BYTES ? 'offer' : 'store'
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
    for (const delivery of this.#deliveries) delivery.release(now)
  }

  #store(now: number, contacts: Contact[]): void {
    const { k } = this.#workshop.config
    this.#reserve = contacts.slice(k)
    const targets = contacts.slice(0, k)
    this.#open = targets.length
    for (const contact of targets) this.#storeOn(now, contact)
    // A client that reaches nobody has nobody to store it on.
    if (targets.length === 0) this.#settle(now)
  }

  #storeOn(now: number, contact: Contact): void {
    const { self, intake } = this.#workshop
    if (contact === self) {
      intake.take(now, this.#record, (then, refusal) => this.ended(then, self, refusal))
    } else {
      const delivery = new Delivery(this.#workshop, contact, this)
      this.#deliveries.push(delivery)
      delivery.begin(now, this.#how)
    }
  }

  get bytes(): number {
    return this.#record.value.length
  }

  offer(now: number): Request & { type: 'offer' } {
    const { key, publication } = this.#record
    return { type: 'offer', key, valueBytes: this.bytes, ttlSeconds: this.#ttlSeconds(now), publication }
  }

  store(now: number, then: (now: number, request: Request & { type: 'store' }) => void): void {
    const { key, value, publication } = this.#record
    then(now, { type: 'store', key, value, ttlSeconds: this.#ttlSeconds(now), cached: false, publication })
  }

  ended(now: number, contact: Contact, why?: Refusal | 'no-answer' | 'lost'): void {
    if (!this.#active) return
    const counted = why === undefined ? this.#stored : this.#failed
    counted.push(contact)
    if (why === 'outdated') this.#outdated = true
    // Who has a newer one needs no substitute: that one is to win.
    const next = why === undefined || why === 'outdated' ? undefined : this.#reserve.shift()
    if (next !== undefined) this.#storeOn(now, next)
    else this.#open--
    if (this.#open === 0) this.#settle(now)
  }

  #settle(now: number): void {
    this.#active = false
    const [stored, failed] = [this.#stored, this.#failed]
    if (stored.length > 0) this.#report.settle(now, { type: 'stored', stored, failed })
    else
      this.#report.settle(now, { type: 'failed', reason: this.#outdated ? 'outdated' : 'not-stored', failed })
  }

  /** Its publisher wants it stored: what is left of less than a second is a second. */
  #ttlSeconds(now: number): number {
    return Math.max(1, secondsLeft(now, this.#record.expiresAt))
  }
}
