/** The values that this node holds: the ledger of them, and what is under way with the storage. */

import type { Key } from '@kadkit/key'
import { comparePublications, type Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Desk } from './desk.ts'
import type { Effect, Ticket } from './effect.ts'
import { Ledger } from './ledger.ts'
import { type Claim, Quota, type QuotaLimits } from './quota.ts'
import { Saves } from './saves.ts'

export interface VaultLimits extends QuotaLimits {
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
export type Lease = Omit<ValueRecord, 'value' | 'source'>
/** Hears what became of a longer life: it is kept, it failed, or there is nothing any more that could live longer. */
type Renewed = (now: number, end: 'kept' | 'failed' | 'lost') => void
/** Hears that a record was looked for, and whether it is known by now what the storage holds of its key. */
type Recalled = (now: number, isKnown: boolean) => void
/** Hears whether a record is kept. */
type Kept = (now: number, ok: boolean) => void

export class Vault {
  readonly ledger: Ledger = new Ledger()
  /** The room that is taken by what is held, and by what is on its way to the storage. */
  readonly quota: Quota
  /** What waits for the storage, on all shelves. */
  readonly desk: Desk
  readonly #limits: VaultLimits
  readonly #put: (effect: Effect) => void
  readonly #saves = new Saves()
  /** The storage may hold more than was told so far. */
  restoring = false

  constructor(self: Key, limits: VaultLimits, put: (effect: Effect) => void) {
    this.quota = new Quota(self, limits)
    this.desk = new Desk(limits, put)
    this.#limits = limits
    this.#put = put
  }

  /** Whether so much waits for the storage that others are refused. */
  get busy(): boolean {
    return this.desk.busy
  }

  /** Whether a value that is offered would find room, as far as it is worth finding out before it comes. */
  mayTake(claim: Claim): boolean {
    return this.quota.mayTake(claim)
  }

  /** Drops what has to give way to this record, as {@link Quota} has it; false if the record is not to be kept. */
  makeRoom(record: ValueRecord): boolean {
    const displaced = this.quota.displacedBy(claimOf(record))
    for (const key of displaced ?? []) {
      this.ledger.remove(key)
      this.#recount(key)
      this.#drop(key)
      this.#emitDropped(key, 'evicted')
    }
    return displaced !== undefined
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
    const entered = this.ledger.publication(key)
    this.desk.load(now, 'held', key, (at, loaded) => {
      const right = typeof loaded === 'object' && loaded.key.equals(key) ? loaded : undefined
      const isMissing = right === undefined && loaded !== 'unreadable'
      // What is on its way since, or was entered since, is not what was asked for.
      const isLost = isMissing && !this.#saves.has(key) && this.ledger.publication(key) === entered
      if (isLost && this.ledger.remove(key)) {
        this.#recount(key)
        this.#emitDropped(key, 'lost')
      }
      const expiresAt = Math.min(right?.expiresAt ?? 0, this.ledger.expiresAt(key) ?? 0)
      then(at, right !== undefined && expiresAt > at ? { ...right, expiresAt } : undefined)
    })
  }

  /**
   * Hands a record to the storage, and enters it once that says that it is kept. If it does not, and no older record of
   * its key is held, what is left goes. Whether there is room for it is for `makeRoom` to say before.
   */
  keep(now: number, record: ValueRecord, then: Kept): void {
    this.#saves.begin(record)
    this.#recount(record.key)
    this.desk.save(now, 'held', record, (at, ok) => {
      this.#saves.end(record)
      if (ok) this.#enter(record)
      else if (!this.ledger.holds(at, record.key)) this.#drop(record.key)
      this.#recount(record.key)
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
    this.read(now, lease.key, (at, read) => {
      // What was read may be older than what has come meanwhile, or lives longer meanwhile: it must not be written over that.
      const held = this.#saves.last(lease.key) ?? read
      const newest = this.newest(at, lease.key) ?? held?.publication
      if (newest !== undefined && comparePublications(newest, lease.publication) > 0) then(at, 'kept')
      else if (held === undefined) then(at, 'lost')
      else this.keep(at, renewed(held, this.#longest(at, lease)), kept)
    })
  }

  /** The lease, or what is held by now if that is more. */
  #longest(now: number, lease: Lease): Lease {
    const expiresAt = Math.max(lease.expiresAt, this.ledger.expiresAt(lease.key) ?? 0)
    return { ...lease, expiresAt, cached: lease.cached && !this.holdsReplica(now, lease.key) }
  }

  loaded(now: number, ticket: Ticket, record: ValueRecord | 'unreadable' | undefined): void {
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
    const newest = this.newest(now, record.key)
    // Somebody may have asked for it already, or brought a newer one, while the rest was still being read.
    if (newest !== undefined && comparePublications(newest, record.publication) >= 0) return
    const restored = { ...record, expiresAt: Math.min(record.expiresAt, now + this.#limits.ttlMs) }
    if (restored.expiresAt <= now || !this.makeRoom(restored)) {
      this.#drop(record.key)
      return
    }
    this.#enter(restored)
    this.#recount(record.key)
  }

  /**
   * While the storage is still being read through: enters what it holds of this key, if it is not known yet; `then` may be
   * called at once. What can't be read now may be there, and newer than what somebody brings.
   */
  recall(now: number, key: Key, then: Recalled): void {
    if (this.#knows(now, key) || this.busy) {
      then(now, this.#knows(now, key))
      return
    }
    this.desk.load(now, 'held', key, (at, loaded) => {
      if (typeof loaded === 'object' && loaded.key.equals(key)) this.restore(at, loaded)
      then(at, loaded !== 'unreadable' || this.#knows(at, key))
    })
  }

  #knows(now: number, key: Key): boolean {
    return !this.restoring || this.newest(now, key) !== undefined
  }

  /** Leaves a record from before where it is, unread, for a client serves none: it may be a server again. */
  pass(now: number, { key, expiresAt }: ValueRecord): void {
    if (expiresAt <= now) this.#drop(key)
  }

  /** When to call `advance`; Infinity if there is nothing to wait for. */
  get deadline(): number {
    return Math.min(this.ledger.deadline, this.desk.deadline)
  }

  /** Drops what has expired, and gives up what the storage does not answer. */
  advance(now: number): void {
    this.desk.advance(now)
    for (let key = this.ledger.expire(now); key !== undefined; key = this.ledger.expire(now)) {
      this.#recount(key)
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

  /**
   * A key takes as much as the longest of all that it may be found to have: until the storage has answered, the one that is held and
   * those that are to replace it. It is on the account of who brought the last of them.
   */
  #recount(key: Key): void {
    const held = this.ledger.claim(key)
    const last = this.#saves.last(key)
    const newest = last ?? held
    if (newest === undefined) {
      this.quota.delete(key)
      return
    }
    const { cached, expiresAt, source } = newest
    const valueBytes = Math.max(held?.valueBytes ?? 0, this.#saves.longest(key))
    this.quota.set({ key, valueBytes, cached, expiresAt, source }, { underWay: last !== undefined })
  }

  #emitDropped(key: Key, reason: 'evicted' | 'expired' | 'replaced' | 'lost'): void {
    this.#put({ type: 'emit', event: { type: 'value-dropped', key, reason } })
  }

  /** While a newer record of this key is on its way to the storage, dropping would take that one. */
  #drop(key: Key): void {
    if (!this.#saves.has(key)) this.desk.drop('held', key)
  }
}

function claimOf({ key, value, cached, expiresAt, source }: ValueRecord): Claim {
  return { key, valueBytes: value.length, cached, expiresAt, source }
}

/** The bytes that came first, with the longer life. */
function renewed(held: ValueRecord, { expiresAt, cached }: Lease): ValueRecord {
  return { ...held, expiresAt: Math.max(held.expiresAt, expiresAt), cached: held.cached && cached }
}
