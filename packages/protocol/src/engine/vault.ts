/** The values that this node holds: the ledger of them, and what is under way with the storage. */

import type { Key } from '@kadkit/key'
import { comparePublications, type Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Desk } from './desk.ts'
import type { Effect, Ticket } from './effect.ts'
import { Ledger, type LedgerLimits } from './ledger.ts'
import { Saves } from './saves.ts'

export interface VaultLimits extends LedgerLimits {
  /** Storage answers waited for at once on behalf of others. */
  readonly maxTickets: number
  /** The longest life that a record from before is given. */
  readonly ttlMs: number
  /** How long an answer of the storage is waited for. */
  readonly storageTimeoutMs: number
}

/**
 * By how much longer a life must be for it to be written anew: what is told from node to node in whole seconds, and
 * takes a while on the way, would otherwise grow a little each time.
 */
const WORTH_WRITING_MS = 60_000
/** The same, as a part of a life that is short. */
const WORTH_WRITING_PART = 1 / 8

/** Hears of a record that was read, if there is one. */
type Read = (now: number, record: ValueRecord | undefined) => void
/** Which value is to be kept, and until when; not the value itself. */
export type Lease = Omit<ValueRecord, 'value'>
/** Hears what became of a longer life: it is kept, it failed, or there is nothing any more that could live longer. */
type Renewed = (now: number, end: 'kept' | 'failed' | 'lost') => void
/** Hears whether a record is kept. */
type Kept = (now: number, ok: boolean) => void

export class Vault {
  readonly ledger: Ledger
  /** What waits for the storage, on all shelves. */
  readonly desk: Desk
  readonly #limits: VaultLimits
  readonly #put: (effect: Effect) => void
  readonly #saves = new Saves()

  constructor(limits: VaultLimits, put: (effect: Effect) => void) {
    this.ledger = new Ledger(limits)
    this.desk = new Desk(limits, put)
    this.#limits = limits
    this.#put = put
  }

  /** Whether so much waits for the storage that others are refused. */
  get busy(): boolean {
    return this.desk.busy
  }

  /** Whether there is room for a value of this key, besides all that is on its way to the storage. */
  hasRoom(key: Key, valueBytes: number): boolean {
    return this.ledger.hasRoom(key, valueBytes, this.#saves)
  }

  /** Whether a replica of this key, not only a cached copy, is held and alive, or on its way to the storage. */
  holdsReplica(now: number, key: Key): boolean {
    return this.ledger.holdsReplica(now, key) || this.#saves.hasReplica(key)
  }

  /** The publication of this key that is on its way to the storage, or else held and alive. */
  newest(now: number, key: Key): Publication | undefined {
    const held = this.ledger.holds(now, key) ? this.ledger.publication(key) : undefined
    return this.#saves.last(key)?.publication ?? held
  }

  /** Whether one that is held already would live longer by this record, would be a replica by it, or is not kept yet. */
  gainsBy(now: number, { key, expiresAt, cached }: Lease): boolean {
    const worthMs = Math.min(WORTH_WRITING_MS, (expiresAt - now) * WORTH_WRITING_PART)
    const gainMs = expiresAt - (this.ledger.expiresAt(key) ?? now)
    return this.#saves.has(key) || gainMs > worthMs || (!cached && !this.holdsReplica(now, key))
  }

  /**
   * Reads the record of a key, if one is held and alive. A record that is gone, or is another's, is struck out; one that
   * lives longer than the ledger says does not. What can't be read now may be read later: it stays.
   */
  read(now: number, key: Key, then: Read): void {
    if (!this.ledger.holds(now, key)) {
      then(now, undefined)
      return
    }
    this.desk.load(now, 'held', key, (at, loaded) => {
      const right = typeof loaded === 'object' && loaded.key.equals(key) ? loaded : undefined
      const isLost = right === undefined && loaded !== 'unanswered' && !this.#saves.has(key)
      if (isLost && this.ledger.remove(key)) this.#emitDropped(key, 'lost')
      const expiresAt = Math.min(right?.expiresAt ?? 0, this.ledger.expiresAt(key) ?? 0)
      then(at, right !== undefined && expiresAt > at ? { ...right, expiresAt } : undefined)
    })
  }

  /**
   * Hands a record to the storage, and enters it once that says that it is kept. If it does not, and no older record of
   * its key is held, what is left goes.
   */
  keep(now: number, record: ValueRecord, then: Kept): void {
    this.#saves.begin(record)
    this.desk.save(now, 'held', record, (at, ok) => {
      this.#saves.end(record)
      if (ok) this.#enter(record)
      else if (!this.ledger.holds(at, record.key)) this.#drop(record.key)
      then(at, ok)
    })
  }

  /** Keeps what is held of this publication for as long as the lease says, if that is longer. */
  renew(now: number, lease: Lease, then: Renewed): void {
    const kept = (at: number, ok: boolean) => then(at, ok ? 'kept' : 'failed')
    const pending = this.#saves.last(lease.key)
    if (pending !== undefined) {
      this.keep(now, renewed(pending, lease), kept)
      return
    }
    this.read(now, lease.key, (at, held) => {
      if (held === undefined) then(at, 'lost')
      // A newer one may have come meanwhile.
      else if (comparePublications(held.publication, lease.publication) > 0) then(at, 'kept')
      else this.keep(at, renewed(held, lease), kept)
    })
  }

  loaded(now: number, ticket: Ticket, record: ValueRecord | undefined): void {
    this.desk.loaded(now, ticket, record)
  }

  saved(now: number, ticket: Ticket, ok: boolean): void {
    this.desk.saved(now, ticket, ok)
  }

  /**
   * Enters a record that the storage held before this engine began; one that has expired is dropped. None is granted
   * more than `ttlMs` from now: if it claims more, the clock may have been set back since.
   */
  restore(now: number, record: ValueRecord): void {
    const expiresAt = Math.min(record.expiresAt, now + this.#limits.ttlMs)
    if (expiresAt > now && this.hasRoom(record.key, record.value.length))
      this.#enter({ ...record, expiresAt })
    else this.#drop(record.key)
  }

  /** When to call `advance`; Infinity if there is nothing to wait for. */
  get deadline(): number {
    return Math.min(this.ledger.deadline, this.desk.deadline)
  }

  /** Drops what has expired, and gives up what the storage does not answer. */
  advance(now: number): void {
    this.desk.advance(now)
    for (let key = this.ledger.expire(now); key !== undefined; key = this.ledger.expire(now)) {
      this.#drop(key)
      this.#emitDropped(key, 'expired')
    }
  }

  /** One that lives longer is still the same: nobody is told. */
  #enter(record: ValueRecord): void {
    const { key, cached, publication } = record
    const before = this.ledger.publication(key)
    const isSame = before !== undefined && comparePublications(before, publication) === 0
    const wasReplica = this.ledger.isReplica(key)
    if (this.ledger.enter(record) && !isSame) this.#emitDropped(key, 'replaced')
    if (isSame && wasReplica === !cached) return
    const valueBytes = record.value.length
    this.#put({ type: 'emit', event: { type: 'value-held', key, valueBytes, cached } })
  }

  #emitDropped(key: Key, reason: 'expired' | 'replaced' | 'lost'): void {
    this.#put({ type: 'emit', event: { type: 'value-dropped', key, reason } })
  }

  /** While a newer record of this key is on its way to the storage, dropping would take that one. */
  #drop(key: Key): void {
    if (!this.#saves.has(key)) this.desk.drop('held', key)
  }
}

/** The bytes that came first, with the longer life. */
function renewed(held: ValueRecord, { expiresAt, cached }: Lease): ValueRecord {
  return { ...held, expiresAt: Math.max(held.expiresAt, expiresAt), cached: held.cached && cached }
}
