/** Getting a value: from ourselves, or from the first that has it. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Lookup } from './lookup.ts'
import { nobody } from './nobody.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Search } from './search.ts'
import { secondsLeft } from './seconds-left.ts'

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
      else this.#settle(then, record, this.#workshop.self)
    })
  }

  cancel(): void {
    this.#cancelled = true
    this.#search.cancel()
  }

  #found(
    now: number,
    holder: Contact,
    { value, ttlSeconds }: Reply & { type: 'value' },
    lookup: Lookup,
  ): void {
    const ttlMs = Math.min(ttlSeconds * 1_000, this.#workshop.config.ttlMs)
    const record = { key: this.#key, value, expiresAt: now + ttlMs, cached: true }
    this.#leaveCopy(now, record, lookup)
    this.#settle(now, record, holder)
  }

  #leaveCopy(now: number, { key, value, expiresAt, cached }: ValueRecord, lookup: Lookup): void {
    const [closest] = lookup.responders
    if (closest === undefined) return
    const ttlSeconds = secondsLeft(now, expiresAt)
    this.#workshop.requests.ask(now, closest, { type: 'store', key, value, ttlSeconds, cached }, nobody)
  }

  #settle(now: number, { value, expiresAt }: ValueRecord, holder: Contact): void {
    this.#report.settle(now, { type: 'found-value', value, holder, expiresAt })
  }
}
