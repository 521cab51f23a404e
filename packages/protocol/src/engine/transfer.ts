/** One value that we hold, on its way to several nodes, one exchange after the other. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Refusal, Request } from '../wire/message.ts'
import { Delivery, type Parcel } from './delivery.ts'
import type { Workshop } from './operation.ts'
import { secondsLeft } from './seconds-left.ts'

/** The bytes are read from the storage only for those who want them. */
export class Transfer implements Parcel {
  readonly active = true
  readonly #workshop: Workshop
  readonly #key: Key
  readonly #to: Contact[]
  readonly #reserve: Contact[]
  readonly #ended: (now: number) => void
  #open = 0

  constructor(
    workshop: Workshop,
    key: Key,
    to: readonly Contact[],
    reserve: readonly Contact[],
    ended: (now: number) => void,
  ) {
    this.#workshop = workshop
    this.#key = key
    this.#to = [...to]
    this.#reserve = [...reserve]
    this.#ended = ended
  }

  get bytes(): number {
    return this.#workshop.vault.ledger.valueBytes(this.#key) ?? 0
  }

  /** Whether somebody is still to be offered it. */
  get waiting(): boolean {
    return this.#to.length > 0
  }

  get done(): boolean {
    return this.#to.length === 0 && this.#open === 0
  }

  /** These too, unless they wait already. */
  add(contacts: readonly Contact[]): void {
    this.#to.push(...contacts.filter(({ key }) => !this.#to.some((other) => other.key.equals(key))))
  }

  /** Offers it to the next who waits. */
  next(now: number): void {
    const contact = this.#to.shift()
    if (contact === undefined) return
    this.#open++
    new Delivery(this.#workshop, contact, this).begin(now, 'offer')
  }

  offer(now: number): (Request & { type: 'offer' }) | undefined {
    const { ledger } = this.#workshop.vault
    const [publication, valueBytes] = [ledger.publication(this.#key), ledger.valueBytes(this.#key)]
    const ttlSeconds = secondsLeft(now, ledger.expiresAt(this.#key) ?? now)
    if (publication === undefined || valueBytes === undefined || ttlSeconds === 0) return undefined
    if (!ledger.holdsReplica(now, this.#key)) return undefined
    return { type: 'offer', key: this.#key, valueBytes, ttlSeconds, publication }
  }

  store(now: number, then: (now: number, request: (Request & { type: 'store' }) | undefined) => void): void {
    this.#workshop.vault.read(now, this.#key, (at, record) => {
      const ttlSeconds = record === undefined ? 0 : secondsLeft(at, record.expiresAt)
      if (record === undefined || record.cached || ttlSeconds === 0) return then(at, undefined)
      const { key, value, publication } = record
      return then(at, { type: 'store', key, value, ttlSeconds, cached: false, publication })
    })
  }

  ended(now: number, _contact: Contact, why?: Refusal | 'no-answer' | 'lost'): void {
    this.#open--
    if (why === 'lost') this.#to.length = 0
    else if (why !== undefined && why !== 'outdated') this.#to.push(...this.#reserve.splice(0, 1))
    this.#ended(now)
  }
}
