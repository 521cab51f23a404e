/** Getting a value: from ourselves, or from the first that has it. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Reply } from '../wire/message.ts'
import { comparePublications } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Fetch } from './fetch.ts'
import type { Lookup, LookupShape } from './lookup.ts'
import { nobody } from './nobody.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import type { Publications } from './publications.ts'
import { Search } from './search.ts'

type Found = Pick<ValueRecord, 'value' | 'publication'>

/**
 * Ends at the first valid value, and leaves a copy with the closest contact that answered without it, so that the
 * next one who asks finds it earlier (paper, section 2.3). A long value is fetched from one of its holders while the
 * search rests, and no copy of it is left: that would take as long again.
 */
export class Get implements Operation {
  readonly #workshop: Workshop
  readonly #publications: Publications
  readonly #key: Key
  readonly #report: Report
  readonly #search: Search
  readonly #fetch: Fetch
  #cancelled = false

  constructor(workshop: Workshop, publications: Publications, key: Key, report: Report) {
    this.#workshop = workshop
    this.#publications = publications
    this.#key = key
    this.#report = report
    this.#search = new Search(
      workshop,
      key,
      { type: 'find-value', key },
      {
        shape: shapeOf(workshop),
        step: report.step,
        value: (now, holder, reply, lookup) => {
          this.#fetch.cancel()
          this.#leaveCopy(now, reply, lookup)
          this.#found(now, holder, reply)
        },
        held: (now, holder, { valueBytes }) => {
          if (valueBytes > workshop.config.maxValueBytes) return false
          this.#search.pause()
          this.#fetch.offer(now, holder)
          return true
        },
        done: (now) => report.settle(now, { type: 'no-value' }),
      },
    )
    this.#fetch = new Fetch(workshop, key, {
      fetched: (now, holder, reply) => {
        this.#search.finish(now)
        this.#found(now, holder, reply)
      },
      missed: (now) => this.#search.resume(now),
    })
  }

  begin(now: number): void {
    const { vault } = this.#workshop
    const [held, own] = [vault.newest(now, this.#key), this.#publications.publication(now, this.#key)]
    const isOwn = own !== undefined && (held === undefined || comparePublications(own, held) >= 0)
    if (isOwn) {
      this.#publications.read(now, this.#key, (then, record) => {
        if (record !== undefined) this.#take(then, record)
        else vault.read(then, this.#key, (at, held) => this.#take(at, held))
      })
    } else {
      vault.read(now, this.#key, (then, record) => this.#take(then, record))
    }
  }

  /** What cannot be read is looked for elsewhere. */
  #take(now: number, record: ValueRecord | undefined): void {
    if (this.#cancelled) return
    if (record === undefined) this.#search.begin(now)
    else this.#settle(now, record, this.#workshop.self, record.expiresAt)
  }

  cancel(): void {
    this.#cancelled = true
    this.#search.cancel()
    this.#fetch.cancel()
  }

  #found(now: number, holder: Contact, reply: Reply & { type: 'value' }): void {
    this.#settle(now, reply, holder, now + this.#granted(reply.ttlSeconds) * 1_000)
  }

  #leaveCopy(now: number, reply: Reply & { type: 'value' }, lookup: Lookup): void {
    const [closest] = lookup.responders
    if (closest === undefined || reply.value.length > SHORT_VALUE_BYTES) return
    const { value, publication } = reply
    const ttlSeconds = this.#granted(reply.ttlSeconds)
    const request = { type: 'store', key: this.#key, value, ttlSeconds, cached: true, publication } as const
    this.#workshop.requests.ask(now, closest, request, nobody)
  }

  #granted(ttlSeconds: number): number {
    return Math.min(ttlSeconds, Math.floor(this.#workshop.config.ttlMs / 1_000))
  }

  #settle(now: number, found: Found, holder: Contact, expiresAt: number): void {
    const { value, publication } = found
    this.#report.settle(now, { type: 'found-value', value, holder, expiresAt, publication })
  }
}

/** Any one answer may end a get, so that it pays to ask more at once where many do not answer. */
function shapeOf({ config, requests }: Workshop): LookupShape {
  return { ...config, alpha: requests.firstTries.enough(config.alpha), hedged: true }
}
