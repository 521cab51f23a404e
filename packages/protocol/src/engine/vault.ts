/** The values that this node holds: the ledger of them, and what is under way with the storage. */

import type { Key } from '@kadkit/key'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Effect, Ticket } from './effect.ts'
import { Ledger, type LedgerLimits } from './ledger.ts'

export interface VaultLimits extends LedgerLimits {
  /** Storage answers waited for at once on behalf of others. */
  readonly maxTickets: number
}

interface Loading {
  readonly type: 'load'
  readonly key: Key
  readonly then: (now: number, record: ValueRecord | undefined) => void
}

interface Saving {
  readonly type: 'save'
  readonly record: ValueRecord
  readonly then: (now: number, ok: boolean) => void
}

export class Vault {
  readonly ledger: Ledger
  readonly #maxTickets: number
  readonly #put: (effect: Effect) => void
  readonly #tickets = new Map<Ticket, Loading | Saving>()
  #lastTicket = 0

  constructor(limits: VaultLimits, put: (effect: Effect) => void) {
    this.ledger = new Ledger(limits)
    this.#maxTickets = limits.maxTickets
    this.#put = put
  }

  /** Whether so much waits for the storage that others are refused. */
  get busy(): boolean {
    return this.#tickets.size >= this.#maxTickets
  }

  /** Reads the record of a key, if one is held and alive. */
  read(now: number, key: Key, then: Loading['then']): void {
    if (!this.ledger.holds(now, key)) {
      then(now, undefined)
      return
    }
    const ticket = this.#open({ type: 'load', key, then })
    this.#put({ type: 'load', ticket, key })
  }

  /** Hands a record to the storage, and enters it once that says that it is kept. */
  keep(record: ValueRecord, then: Saving['then']): void {
    const ticket = this.#open({ type: 'save', record, then })
    this.#put({ type: 'save', ticket, record })
  }

  /** The storage has answered a `load`. A record that is gone, or is another's, is struck out. */
  loaded(now: number, ticket: Ticket, record: ValueRecord | undefined): void {
    const loading = this.#tickets.get(ticket)
    if (loading?.type !== 'load') return
    this.#tickets.delete(ticket)
    const right = record?.key.equals(loading.key) ? record : undefined
    if (right === undefined && !this.#isSaving(loading.key) && this.ledger.remove(loading.key)) {
      this.#emitDropped(loading.key, 'lost')
    }
    loading.then(now, right !== undefined && right.expiresAt > now ? right : undefined)
  }

  /** The storage has answered a `save`. */
  saved(now: number, ticket: Ticket, ok: boolean): void {
    const saving = this.#tickets.get(ticket)
    if (saving?.type !== 'save') return
    this.#tickets.delete(ticket)
    if (ok) this.#enter(saving.record)
    saving.then(now, ok)
  }

  /** Enters a record that the storage held before this engine began; one that has expired is dropped. */
  restore(now: number, record: ValueRecord): void {
    if (record.expiresAt > now && this.ledger.hasRoom(record.key, record.value.length)) this.#enter(record)
    else this.#put({ type: 'drop', key: record.key })
  }

  /** Drops what has expired. */
  advance(now: number): void {
    for (let key = this.ledger.expire(now); key !== undefined; key = this.ledger.expire(now)) {
      // A newer record of this key is on its way to the storage: dropping now would take that one.
      if (!this.#isSaving(key)) this.#put({ type: 'drop', key })
      this.#emitDropped(key, 'expired')
    }
  }

  #enter(record: ValueRecord): void {
    const { key, cached } = record
    if (this.ledger.enter(record)) this.#emitDropped(key, 'replaced')
    const valueBytes = record.value.length
    this.#put({ type: 'emit', event: { type: 'value-held', key, valueBytes, cached } })
  }

  #emitDropped(key: Key, reason: 'expired' | 'replaced' | 'lost'): void {
    this.#put({ type: 'emit', event: { type: 'value-dropped', key, reason } })
  }

  #isSaving(key: Key): boolean {
    for (const ticket of this.#tickets.values()) {
      if (ticket.type === 'save' && ticket.record.key.equals(key)) return true
    }
    return false
  }

  #open(wish: Loading | Saving): Ticket {
    this.#tickets.set(++this.#lastTicket, wish)
    return this.#lastTicket
  }
}
