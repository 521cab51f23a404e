/** One value on its way to one node: offered first, or stored at once. */

import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Refusal, Reply, Request } from '../wire/message.ts'
import type { Asker } from './asker.ts'
import type { Consignment } from './freight.ts'
import type { Workshop } from './operation.ts'

/** What is to be delivered, to one node or several. */
export interface Parcel {
  readonly active: boolean
  /** How long the value is. */
  readonly bytes: number
  /** Undefined when its life is over. */
  offer(now: number): (Request & { type: 'offer' }) | undefined
  /** Gives the request that brings the value; undefined when it is no longer there. */
  store(now: number, then: (now: number, request: (Request & { type: 'store' }) | undefined) => void): void
  /** The node keeps it, or not: refused with a reason, silent, or we ourselves have lost it. Told once for each. */
  ended(now: number, contact: Contact, why?: Refusal | 'no-answer' | 'lost'): void
}

/**
 * An offer asks who may have the value already, or not want it, before the bytes go out. A long value waits until
 * there is room for it among those that are under way.
 */
export class Delivery implements Asker, Consignment {
  readonly #workshop: Workshop
  readonly #contact: Contact
  readonly #parcel: Parcel
  #ended = false

  constructor(workshop: Workshop, contact: Contact, parcel: Parcel) {
    this.#workshop = workshop
    this.#contact = contact
    this.#parcel = parcel
  }

  get bytes(): number {
    return this.#parcel.bytes
  }

  get active(): boolean {
    return this.#parcel.active && !this.#ended
  }

  begin(now: number, how: 'offer' | 'store'): void {
    if (how === 'store') this.#ship(now)
    else this.#ask(now, this.#parcel.offer(now))
  }

  go(now: number): void {
    this.#parcel.store(now, (at, request) => {
      if (this.active) this.#ask(at, request)
    })
  }

  /** Makes room for others. */
  release(now: number): void {
    this.#workshop.freight.arrived(now, this)
  }

  answered(now: number, _contact: Contact, reply: Reply): void {
    if (this.#ended) return
    if (reply.type === 'wanted') this.#ship(now)
    else this.#end(now, reply.type === 'refused' ? reply.refusal : undefined)
  }

  slow(): void {}

  failed(now: number): void {
    this.#end(now, 'no-answer')
  }

  #ship(now: number): void {
    if (this.#isLong) this.#workshop.freight.send(now, this)
    else this.go(now)
  }

  #ask(now: number, request: Request | undefined): void {
    if (request === undefined) this.#end(now, 'lost')
    else this.#workshop.requests.ask(now, this.#contact, request, this)
  }

  #end(now: number, why?: Refusal | 'no-answer' | 'lost'): void {
    if (this.#ended) return
    const { active } = this.#parcel
    this.#ended = true
    this.release(now)
    if (active) this.#parcel.ended(now, this.#contact, why)
  }

  get #isLong(): boolean {
    return this.bytes > SHORT_VALUE_BYTES
  }
}
