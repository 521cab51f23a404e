/** Publishing a value: putting it, and having it put again from then on. */

import type { ValueRecord } from '../wire/value-record.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import type { Draft } from './own.ts'
import type { Publications } from './publications.ts'
import { Put } from './put.ts'

/** Settles as the put does. One that has stored it is among our own publications before it settles. */
export class Publish implements Operation {
  readonly #workshop: Workshop
  readonly #publications: Publications
  readonly #record: ValueRecord
  readonly #report: Report
  #put: Put | undefined
  readonly #draft: Draft

  constructor(workshop: Workshop, publications: Publications, record: ValueRecord, report: Report) {
    this.#workshop = workshop
    this.#publications = publications
    this.#record = record
    this.#report = report
    this.#draft = publications.draft(record.key)
  }

  begin(now: number): void {
    const { key, value, expiresAt } = this.#record
    if (!this.#publications.hasRoom(key, value.length)) {
      this.#publications.abandon(now, this.#draft)
      this.#report.settle(now, { type: 'failed', reason: 'full', failed: [] })
      return
    }
    const lent = { ...this.#record, expiresAt: Math.min(expiresAt, now + this.#workshop.config.ttlMs) }
    this.#put = new Put(this.#workshop, lent, {
      step: this.#report.step,
      settle: (at, outcome) => {
        if (outcome.type === 'stored') {
          this.#publications.enter(at, this.#draft, this.#record, (then) =>
            this.#report.settle(then, outcome),
          )
        } else {
          this.#publications.abandon(at, this.#draft)
          this.#report.settle(at, outcome)
        }
      },
    })
    this.#put.begin(now)
  }

  cancel(now: number): void {
    this.#put?.cancel(now)
    this.#publications.abandon(now, this.#draft)
  }
}
