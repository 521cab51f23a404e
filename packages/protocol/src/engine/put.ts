/** Putting a value: on the k closest, ourselves among them where we are one of them and no client. */

import { commonPrefixLength } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Refusal, Request } from '../wire/message.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Delivery, type Parcel } from './delivery.ts'
import { withSelf } from './find.ts'
import { likelyDepth } from './likely-depth.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { type Rider, Search } from './search.ts'
import { secondsLeft } from './seconds-left.ts'

// An address in a list may be anybody's: what is sent there unproven is to be little more than a question.
const SENT_AHEAD_BYTES = 256

/** The value on one node. */
interface Copy {
  readonly contact: Contact
  /** How it ended there; undefined while it is under way. 'ahead': it was sent with a question, and nothing is known of it. */
  end: 'ahead' | 'kept' | Refusal | 'no-answer' | 'lost' | undefined
}

/**
 * Settles when all of the k closest that have not failed have it: who fails is made good by the next closest, if there is
 * one.
 *
 * A small value goes ahead: it comes along with the questions of the lookup to those who are as near to its key as the k closest
 * are likely to be, and with all of them from the time on when it asks all of the k closest that it knows. So most of the k are asked
 * once and not twice, and a few may have it that turn out to be farther.
 */
export class Put implements Operation, Parcel {
  readonly #workshop: Workshop
  readonly #record: ValueRecord
  readonly #report: Report
  readonly #search: Search
  readonly #deliveries: Delivery[] = []
  readonly #how: 'offer' | 'store'
  /** By the hex digits of the keys. */
  readonly #copies = new Map<string, Copy>()
  /** All that answered, nearest first, when the lookup has ended. */
  #answered: readonly Contact[] | undefined
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
        rider: this.#how === 'store' && this.bytes <= SENT_AHEAD_BYTES ? this.#rider() : undefined,
        done: (now, lookup) => {
          this.#answered = withSelf(workshop, lookup)
          this.#goOn(now)
        },
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

  #rider(): Rider {
    const { self, table, config } = this.#workshop
    const depth = likelyDepth(self.key, table, config.k)
    return {
      fits: ({ key }) => commonPrefixLength(this.#record.key, key) >= depth,
      request: (now, contact) => {
        this.#copies.set(contact.key.toHex(), { contact, end: 'ahead' })
        return this.#request(now, true)
      },
      ended: (now, contact, end) => this.ended(now, contact, end === true ? undefined : end),
      missed: (now, contacts) => {
        for (const contact of contacts) this.#copyOn(now, contact)
      },
    }
  }

  /** Sees to it that the k closest have it that have not failed. */
  #goOn(now: number): void {
    let counted = 0
    let underWay = 0
    for (const contact of this.#answered ?? []) {
      if (counted === this.#workshop.config.k) break
      const { end } = this.#copyOn(now, contact)
      // Who has a newer one needs no substitute: that one is to win.
      if (end === undefined || end === 'kept' || end === 'outdated') counted++
      if (end === undefined) underWay++
    }
    if (underWay === 0 && this.#answered !== undefined) this.#settle(now, this.#answered)
  }

  /** The copy that is there, or is now on its way. */
  #copyOn(now: number, contact: Contact): Copy {
    const { self, intake } = this.#workshop
    const name = contact.key.toHex()
    const known = this.#copies.get(name)
    if (known !== undefined && known.end !== 'ahead') return known
    const copy: Copy = { contact, end: undefined }
    this.#copies.set(name, copy)
    if (contact === self) {
      intake.take(now, this.#record, (then, refusal) => this.ended(then, self, refusal))
    } else {
      const delivery = new Delivery(this.#workshop, contact, this)
      this.#deliveries.push(delivery)
      delivery.begin(now, this.#how)
    }
    return copy
  }

  get bytes(): number {
    return this.#record.value.length
  }

  offer(now: number): Request & { type: 'offer' } {
    const { key, publication } = this.#record
    return { type: 'offer', key, valueBytes: this.bytes, ttlSeconds: this.#ttlSeconds(now), publication }
  }

  store(now: number, then: (now: number, request: Request & { type: 'store' }) => void): void {
    then(now, this.#request(now))
  }

  ended(now: number, contact: Contact, why?: Refusal | 'no-answer' | 'lost'): void {
    if (!this.#active) return
    const copy = this.#copies.get(contact.key.toHex())
    if (copy !== undefined) copy.end = why ?? 'kept'
    this.#goOn(now)
  }

  #settle(now: number, answered: readonly Contact[]): void {
    if (!this.#active) return
    this.#active = false
    const stored: Contact[] = []
    const failed: Contact[] = []
    let isOutdated = false
    for (const contact of answered) {
      const copy = this.#copies.get(contact.key.toHex())
      if (copy === undefined) continue
      if (copy.end === 'kept') stored.push(contact)
      // Who answered, and has left it, has not failed.
      else if (copy.end !== undefined && copy.end !== 'ahead') failed.push(contact)
      if (copy.end === 'outdated') isOutdated = true
      copy.end = undefined
    }
    // They were silent.
    for (const { contact, end } of this.#copies.values()) if (end === 'ahead') failed.push(contact)
    if (stored.length > 0) this.#report.settle(now, { type: 'stored', stored, failed })
    else this.#report.settle(now, { type: 'failed', reason: isOutdated ? 'outdated' : 'not-stored', failed })
  }

  #request(now: number, nodes?: true): Request & { type: 'store' } {
    const { key, value, publication } = this.#record
    const ttlSeconds = this.#ttlSeconds(now)
    if (nodes === undefined) return { type: 'store', key, value, ttlSeconds, cached: false, publication }
    return { type: 'store', key, value, ttlSeconds, cached: false, publication, nodes }
  }

  /** Its publisher wants it stored: what is left of less than a second is a second. */
  #ttlSeconds(now: number): number {
    return Math.max(1, secondsLeft(now, this.#record.expiresAt))
  }
}
