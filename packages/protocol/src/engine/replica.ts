/** One replica of a value that is put: asked for when there is room for it, and what became of it. */

import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Refusal, Reply, Request } from '../wire/message.ts'
import type { Consignment } from './freight.ts'
import type { Workshop } from './operation.ts'
import type { Asker } from './requests.ts'

/** The put that a replica belongs to. */
export interface Replicas {
  readonly active: boolean
  request(now: number): Request & { type: 'store' }
  /** Stored, or not: refused with a reason, or 'no-answer'. */
  ended(now: number, contact: Contact, why?: Refusal | 'no-answer'): void
}

export class Replica implements Asker, Consignment {
  readonly bytes: number
  readonly #workshop: Workshop
  readonly #contact: Contact
  readonly #replicas: Replicas

  constructor(workshop: Workshop, contact: Contact, bytes: number, replicas: Replicas) {
    this.#workshop = workshop
    this.#contact = contact
    this.bytes = bytes
    this.#replicas = replicas
  }

  get active(): boolean {
    return this.#replicas.active
  }

  begin(now: number): void {
    if (this.#isLong) this.#workshop.freight.send(now, this)
    else this.go(now)
  }

  go(now: number): void {
    const { requests } = this.#workshop
    requests.ask(now, this.#contact, this.#replicas.request(now), this)
  }

  /** Makes room for others. */
  release(now: number): void {
    if (this.#isLong) this.#workshop.freight.arrived(now, this)
  }

  answered(now: number, _contact: Contact, reply: Reply): void {
    this.release(now)
    this.#replicas.ended(now, this.#contact, reply.type === 'refused' ? reply.refusal : undefined)
  }

  slow(): void {}

  failed(now: number): void {
    this.release(now)
    this.#replicas.ended(now, this.#contact, 'no-answer')
  }

  get #isLong(): boolean {
    return this.bytes > SHORT_VALUE_BYTES
  }
}
