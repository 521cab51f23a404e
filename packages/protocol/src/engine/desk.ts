/** What is asked of the storage, and waits for its answer. */

import type { Key } from '@kadkit/key'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Effect, Ticket } from './effect.ts'
import type { Shelf } from './shelf.ts'
import { Tickets } from './tickets.ts'

/** What a `load` gave: a record; none, which is known; or nothing, which may be another time. */
export type Loaded = ValueRecord | 'none' | 'unreadable'

interface Loading {
  readonly type: 'load'
  readonly dueAt: number
  readonly then: (now: number, record: Loaded) => void
}

interface Saving {
  readonly type: 'save'
  readonly dueAt: number
  readonly then: (now: number, ok: boolean) => void
}

/** Each question has a ticket, and is given up when it has waited too long. */
export class Desk {
  readonly #limits: { readonly maxTickets: number; readonly storageTimeoutMs: number }
  readonly #put: (effect: Effect) => void
  readonly #tickets = new Tickets<Loading | Saving>()
  #deadline = Number.POSITIVE_INFINITY
  /** It has left a question without an answer, and answered none since. */
  #silent = false

  constructor(
    limits: { readonly maxTickets: number; readonly storageTimeoutMs: number },
    put: (effect: Effect) => void,
  ) {
    this.#limits = limits
    this.#put = put
  }

  /**
   * Whether so much waits for the storage that others are refused. One that hangs has all that was given up still before
   * it, where nobody counts it: so it is asked one thing at a time, until it answers.
   */
  get busy(): boolean {
    return this.#tickets.size >= (this.#silent ? 1 : this.#limits.maxTickets)
  }

  load(now: number, shelf: Shelf, key: Key, then: Loading['then']): void {
    const ticket = this.#open({ type: 'load', then, dueAt: now + this.#limits.storageTimeoutMs })
    this.#put({ type: 'load', ticket, shelf, key })
  }

  save(now: number, shelf: Shelf, record: ValueRecord, then: Saving['then']): void {
    const ticket = this.#open({ type: 'save', then, dueAt: now + this.#limits.storageTimeoutMs })
    this.#put({ type: 'save', ticket, shelf, record })
  }

  drop(shelf: Shelf, key: Key): void {
    this.#put({ type: 'drop', shelf, key })
  }

  loaded(now: number, ticket: Ticket, record: ValueRecord | 'unreadable' | undefined): void {
    const loading = this.#tickets.get(ticket)
    if (loading?.type !== 'load') return
    this.#tickets.delete(ticket)
    this.#silent = false
    loading.then(now, record ?? 'none')
  }

  saved(now: number, ticket: Ticket, ok: boolean): void {
    const saving = this.#tickets.get(ticket)
    if (saving?.type !== 'save') return
    this.#tickets.delete(ticket)
    this.#silent = false
    saving.then(now, ok)
  }

  /** No later than what waits longest is due. */
  get deadline(): number {
    return this.#tickets.size === 0 ? Number.POSITIVE_INFINITY : this.#deadline
  }

  /** Gives up what the storage does not answer: what is not known to be kept is not. */
  advance(now: number): void {
    // All wait equally long: the oldest is due first.
    for (let ticket = this.#tickets.oldest; ticket !== undefined; ticket = this.#tickets.oldest) {
      const wish = this.#tickets.get(ticket)
      if (wish === undefined) return
      this.#deadline = wish.dueAt
      if (wish.dueAt > now) return
      this.#tickets.delete(ticket)
      this.#silent = true
      if (wish.type === 'save') wish.then(now, false)
      else wish.then(now, 'unreadable')
    }
  }

  #open(wish: Loading | Saving): Ticket {
    if (this.#tickets.size === 0) this.#deadline = wish.dueAt
    return this.#tickets.add(wish)
  }
}
