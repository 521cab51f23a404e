/** Fetching a long value from those that hold it, one after the other: it comes over the link once. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'
import type { Asker } from './asker.ts'
import type { Workshop } from './operation.ts'

export interface FetchEnd {
  /** It is here. */
  fetched(now: number, holder: Contact, reply: Reply & { type: 'value' }): void
  /** None of those that were offered so far has given it. */
  missed(now: number): void
}

/** Begins with the first that is offered. */
export class Fetch implements Asker {
  readonly #workshop: Workshop
  readonly #key: Key
  readonly #end: FetchEnd
  readonly #holders: Contact[] = []
  #asked: Contact | undefined
  #active = true

  constructor(workshop: Workshop, key: Key, end: FetchEnd) {
    this.#workshop = workshop
    this.#key = key
    this.#end = end
  }

  get active(): boolean {
    return this.#active
  }

  cancel(): void {
    this.#active = false
  }

  /** This one says that it has the value. */
  offer(now: number, holder: Contact): void {
    this.#holders.push(holder)
    if (this.#asked === undefined) this.#askNext(now)
  }

  answered(now: number, holder: Contact, reply: Reply): void {
    if (reply.type === 'value' && reply.value.length <= this.#workshop.config.maxValueBytes) {
      this.#active = false
      this.#end.fetched(now, holder, reply)
    } else if (holder.address === this.#asked?.address) {
      this.#askNext(now)
    }
  }

  slow(): void {}

  failed(now: number): void {
    this.#askNext(now)
  }

  #askNext(now: number): void {
    this.#asked = this.#holders.shift()
    if (this.#asked === undefined) this.#end.missed(now)
    else this.#workshop.requests.ask(now, this.#asked, { type: 'fetch', key: this.#key }, this)
  }
}
