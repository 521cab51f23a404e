/** Getting a value: from ourselves, or from the first that has it. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'
import type { Lookup } from './lookup.ts'
import { nobody } from './nobody.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Search } from './search.ts'

/**
 * Ends at the first valid value, and leaves a copy with the closest contact that answered without it, so that the
 * next one who asks finds it earlier (paper, section 2.3).
 */
export class Get implements Operation {
  readonly #workshop: Workshop
  readonly #key: Key
  readonly #report: Report
  readonly #search: Search
  #cancelled = false

  constructor(workshop: Workshop, key: Key, report: Report) {
    this.#workshop = workshop
    this.#key = key
    this.#report = report
    this.#search = new Search(
      workshop,
      key,
      { type: 'find-value', key },
      {
        step: report.step,
        value: (now, holder, reply, lookup) => this.#found(now, holder, reply, lookup),
        done: (now) => report.settle(now, { type: 'no-value' }),
      },
    )
  }

  begin(now: number): void {
    this.#workshop.vault.read(now, this.#key, (then, record) => {
      if (this.#cancelled) return
      if (record === undefined) this.#search.begin(then)
      else this.#settle(then, record.value, this.#workshop.self, record.expiresAt)
    })
  }

  cancel(): void {
    this.#cancelled = true
    this.#search.cancel()
  }

  #found(now: number, holder: Contact, reply: Reply & { type: 'value' }, lookup: Lookup): void {
    const ttlSeconds = Math.min(reply.ttlSeconds, Math.floor(this.#workshop.config.ttlMs / 1_000))
    this.#leaveCopy(now, { ...reply, ttlSeconds }, lookup)
    this.#settle(now, reply.value, holder, now + ttlSeconds * 1_000)
  }

  #leaveCopy(now: number, { value, ttlSeconds }: Reply & { type: 'value' }, lookup: Lookup): void {
    const [closest] = lookup.responders
    if (closest === undefined) return
    const request = { type: 'store', key: this.#key, value, ttlSeconds, cached: true } as const
    this.#workshop.requests.ask(now, closest, request, nobody)
  }

  #settle(now: number, value: Uint8Array, holder: Contact, expiresAt: number): void {
    this.#report.settle(now, { type: 'found-value', value, holder, expiresAt })
  }
}
