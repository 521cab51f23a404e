/** The values that we have published ourselves: kept apart from those that we hold, and published again each day. */

import type { Key } from '@kadkit/key'
import { comparePublications, type Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { NodeEvent } from './event.ts'
import { drawn, shortened } from './jitter.ts'
import type { Workshop } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { type Draft, isOf, type Own } from './own.ts'
import { Put } from './put.ts'
import type { OwnValue } from './snapshot.ts'
import { Timetable } from './timetable.ts'

/** Periods are shorter by up to this part: the last copy must not die before it is renewed. */
const JITTER = 0.1
/** By so much, or a tenth of a short life, a period ends before a life (XLattice's 86,410 s). */
const MARGIN_MS = 10_000
/** What could not be published, and what is overdue after a start, is published within this part of a period. */
const CATCH_UP_PART = 1 / 24

/** The bytes are in the storage; what is done here is done for a few values at once, however many are due. */
export class Publications {
  readonly #workshop: Workshop
  readonly #emit: (event: NodeEvent) => void
  readonly #own = new Map<string, Own>()
  readonly #drafts = new Set<Draft>()
  readonly #timetable = new Timetable<Own>()
  /** What is due, in its order; and what is under way. */
  readonly #waiting = new Set<Own>()
  readonly #underWay = new Map<Own, Put | undefined>()
  #bytes = 0
  #filling = false

  constructor(workshop: Workshop, emit: (event: NodeEvent) => void) {
    this.#workshop = workshop
    this.#emit = emit
  }

  get size(): number {
    return this.#own.size
  }

  /** Whether there is room for a value of this key, in place of the one that may be there. */
  hasRoom(key: Key, valueBytes: number): boolean {
    const { maxOwnValues, maxOwnValueBytesInSum } = this.#workshop.config
    const before = this.#own.get(key.toHex())
    const count = this.#own.size - (before === undefined ? 0 : 1)
    return (
      count < maxOwnValues && this.#bytes - (before?.valueBytes ?? 0) + valueBytes <= maxOwnValueBytesInSum
    )
  }

  /** Which publication of this key is our own; undefined if there is none, or it has ended. */
  publication(now: number, key: Key): Publication | undefined {
    const own = this.#own.get(key.toHex())
    return own !== undefined && own.until > now ? own.publication : undefined
  }

  /** A value of this key begins to be put; `enter` or `abandon` it. */
  draft(key: Key): Draft {
    const draft = { key, withdrawn: false }
    this.#drafts.add(draft)
    return draft
  }

  /** It was not stored by anybody; or its put was cancelled before it has settled: then it is not published again. */
  abandon(now: number, draft: Draft): void {
    this.#drafts.delete(draft)
    draft.withdrawn = true
    if (draft.entered === undefined || !this.#isCurrent(draft.entered)) return
    this.#end(now, draft.entered, 'removed')
    this.#fill(now)
  }

  /**
   * Enters a value that was just published; `then` when it is kept, or is known not to be. Of two that were put at once,
   * the newer one stays, whichever comes last; and one that was removed meanwhile does not enter.
   */
  enter(now: number, draft: Draft, record: ValueRecord, then: (now: number) => void): void {
    this.#drafts.delete(draft)
    const before = this.publication(now, record.key)
    const isOutdated = before !== undefined && comparePublications(record.publication, before) < 0
    if (draft.withdrawn || isOutdated) {
      then(now)
      return
    }
    const own = this.#add(now, record, now)
    draft.entered = own
    this.#save(now, own, record, (at, ok) => {
      draft.entered = undefined
      if (!ok && this.#isCurrent(own)) this.#end(at, own, 'lost')
      then(at)
    })
    this.#fill(now)
  }

  /**
   * Enters what the storage has kept from before. What is overdue is published soon, but not all at once; what there is no
   * room for, where less is allowed than before, rests in the storage.
   */
  restore(now: number, record: ValueRecord): void {
    const { key, value, expiresAt, publishedAt = 0 } = record
    if (expiresAt <= now) this.#workshop.vault.desk.drop('own', key)
    // A publication from the future is one from before the clock was set back.
    else if (this.hasRoom(key, value.length)) this.#add(now, record, Math.min(publishedAt, now))
  }

  /** Publishes it no more, also if it is only being put. What others hold of it dies by itself. */
  remove(now: number, key: Key): void {
    for (const draft of this.#drafts) if (draft.key.equals(key)) draft.withdrawn = true
    const own = this.#own.get(key.toHex())
    if (own === undefined) return
    this.#end(now, own, 'removed')
    this.#fill(now)
  }

  /** Reads a value of our own, if there is one. */
  read(now: number, key: Key, then: (now: number, record: ValueRecord | undefined) => void): void {
    const own = this.#own.get(key.toHex())
    if (own === undefined || own.until <= now) {
      then(now, undefined)
      return
    }
    this.#workshop.vault.desk.load(now, 'own', key, (at, loaded) => {
      const right = typeof loaded === 'object' && isOf(own, loaded) ? loaded : undefined
      if (right === undefined && loaded !== 'unreadable' && this.#isCurrent(own)) this.#end(at, own, 'lost')
      then(at, right !== undefined && own.until > at ? right : undefined)
    })
  }

  /** When to call `advance`. */
  get deadline(): number {
    return this.#timetable.next
  }

  /** Ends what has expired, and publishes what is due. */
  advance(now: number): void {
    for (let own = this.#timetable.take(now); own !== undefined; own = this.#timetable.take(now)) {
      if (own.until <= now) this.#end(now, own, 'expired')
      else this.#enqueue(own)
    }
    this.#fill(now)
  }

  values(): OwnValue[] {
    return [...this.#own.values()].map(({ key, valueBytes, publication, until, publishedAt, nextAt }) => {
      return { key, valueBytes, publication, until, publishedAt, nextAt }
    })
  }

  #add(now: number, { key, value, publication, expiresAt: until }: ValueRecord, publishedAt: number): Own {
    const before = this.#own.get(key.toHex())
    if (before !== undefined) this.#strike(now, before)
    const valueBytes = value.length
    const own: Own = { key, publication, valueBytes, until, publishedAt, nextAt: 0, dueAt: 0, slot: -1 }
    this.#own.set(key.toHex(), own)
    this.#bytes += valueBytes
    this.#scheduleNext(now, own)
    return own
  }

  /** None is needed when all of its life has been told. */
  #scheduleNext(now: number, own: Own): void {
    const { config, random } = this.#workshop
    const isTold = own.publishedAt + config.ttlMs >= own.until
    const isNeeded = !isTold && config.republishEveryMs < Number.POSITIVE_INFINITY
    const nextAt = isNeeded
      ? own.publishedAt + this.#periodMs * shortened(random, JITTER)
      : Number.POSITIVE_INFINITY
    this.#schedule(own, nextAt <= now ? this.#soon(now) : nextAt)
  }

  #soon(now: number): number {
    return now + this.#periodMs * CATCH_UP_PART * drawn(this.#workshop.random)
  }

  /** It ends before the copies do, and leaves time to find those that are to be told. */
  get #periodMs(): number {
    const { republishEveryMs, ttlMs } = this.#workshop.config
    return Math.min(republishEveryMs, ttlMs - Math.min(MARGIN_MS, ttlMs / 10))
  }

  #schedule(own: Own, nextAt: number): void {
    own.nextAt = nextAt
    own.dueAt = Math.min(nextAt, own.until)
    this.#timetable.add(own)
  }

  /** While it waits, it may expire. */
  #enqueue(own: Own): void {
    this.#waiting.add(own)
    own.dueAt = own.until
    this.#timetable.add(own)
  }

  /** One that ends as soon as it begins must not begin the next from within: thousands may wait. */
  #fill(now: number): void {
    if (this.#filling) return
    this.#filling = true
    this.#begin(now)
    this.#filling = false
  }

  #begin(now: number): void {
    const { config, table } = this.#workshop
    for (const own of this.#waiting) {
      if (this.#underWay.size >= config.maxRepublishing) return
      this.#waiting.delete(own)
      // Alone, before a join or cut off, we would be the only ones to hear of it.
      if (table.size === 0) this.#schedule(own, this.#soon(now))
      else this.#publish(now, own)
    }
  }

  #publish(now: number, own: Own): void {
    this.#underWay.set(own, undefined)
    this.read(now, own.key, (at, record) => {
      if (!this.#underWay.has(own)) {
        this.#fill(at)
        return
      }
      if (record === undefined || !this.#isCurrent(own)) {
        this.#underWay.delete(own)
        if (this.#isCurrent(own)) this.#schedule(own, this.#soon(at))
        this.#fill(at)
        return
      }
      const settle = (then: number, outcome: Outcome) => this.#published(then, own, record, outcome)
      const lent = { ...record, expiresAt: Math.min(own.until, at + this.#workshop.config.ttlMs) }
      const put = new Put(this.#workshop, lent, { step: undefined, settle }, { again: true })
      this.#underWay.set(own, put)
      put.begin(at)
    })
  }

  #published(now: number, own: Own, record: ValueRecord, outcome: Outcome): void {
    this.#underWay.delete(own)
    const stored = outcome.type === 'stored' ? outcome.stored.length : 0
    // Others have a newer one, and will tomorrow.
    const isOutdated = outcome.type === 'failed' && outcome.reason === 'outdated'
    this.#emit({ type: 'value-republished', key: own.key, stored })
    if (stored === 0 && !isOutdated) {
      this.#schedule(own, this.#soon(now))
    } else {
      own.publishedAt = now
      this.#scheduleNext(now, own)
      this.#save(now, own, record, () => {})
    }
    this.#fill(now)
  }

  #save(now: number, own: Own, record: ValueRecord, then: (now: number, ok: boolean) => void): void {
    const { desk } = this.#workshop.vault
    desk.save(now, 'own', { ...record, expiresAt: own.until, publishedAt: own.publishedAt }, (at, ok) => {
      // It may have been removed meanwhile, and would come back at the next start.
      if (ok && !this.#own.has(own.key.toHex())) desk.drop('own', own.key)
      then(at, ok)
    })
  }

  #isCurrent(own: Own): boolean {
    return this.#own.get(own.key.toHex()) === own
  }

  #end(now: number, own: Own, reason: 'expired' | 'removed' | 'lost'): void {
    this.#strike(now, own)
    this.#workshop.vault.desk.drop('own', own.key)
    this.#emit({ type: 'publication-ended', key: own.key, reason })
  }

  #strike(now: number, own: Own): void {
    this.#own.delete(own.key.toHex())
    this.#bytes -= own.valueBytes
    this.#timetable.dismiss(own)
    this.#waiting.delete(own)
    this.#underWay.get(own)?.cancel(now)
    this.#underWay.delete(own)
  }
}
