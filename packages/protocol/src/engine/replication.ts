/** Keeping k copies of each value that we hold: offering it to those who should have it, hourly and to newcomers. */

import { compareDistance, type Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { drawn } from './jitter.ts'
import type { Workshop } from './operation.ts'
import { Transfer } from './transfer.ts'

/** Periods vary by this part in either direction, so that of k holders one comes first and spares the others theirs. */
const JITTER = 0.1
/** Newcomers are looked at together, after this time: a node that joins meets many. */
const GATHER_MS = 10_000
/** Newcomers that are remembered until then; those beyond get what they should have within the hour. */
const MAX_NEWCOMERS = 1_024
/** Values that are compared with newcomers in one go, and the pause before the next. */
const VALUES_AT_ONCE = 512
const PAUSE_MS = 100
/** While nobody answers, as after a sleep, what is due is looked at again within this part of a period. */
const ALONE_PART = 1 / 12

/**
 * Without a lookup (paper, section 2.5): our table is complete near ourselves, and what we hold is near. Copies made
 * beside a lookup's path are never passed on.
 */
export class Replication {
  readonly #workshop: Workshop
  /** By key, in the order in which they became due. */
  readonly #transfers = new Map<string, Transfer>()
  #newcomers = new Set<string>()
  #sweepAt = Number.POSITIVE_INFINITY
  /** The values that are still to be compared with those newcomers. */
  #sweep: { readonly keys: Key[]; readonly newcomers: ReadonlySet<string> } | undefined
  #open = 0
  #filling = false

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  /** Somebody has brought this replica, so the others were told too: for a while there is nothing to do. */
  brought(now: number, key: Key): void {
    this.#schedule(key, now, 1 - JITTER + 2 * JITTER * this.#drawn())
  }

  /** Held since before a restart: its turn comes some time within a period. */
  restored(now: number, key: Key): void {
    this.#schedule(key, now, this.#drawn())
  }

  /** Somebody has entered the table: what we hold may be for him. */
  met(now: number, contact: Contact): void {
    const { vault, config } = this.#workshop
    if (config.replicateEveryMs === Number.POSITIVE_INFINITY || vault.ledger.size === 0) return
    if (this.#newcomers.size >= MAX_NEWCOMERS) return
    this.#newcomers.add(contact.key.toHex())
    if (this.#sweepAt === Number.POSITIVE_INFINITY) this.#sweepAt = now + GATHER_MS
  }

  get deadline(): number {
    return Math.min(this.#workshop.vault.ledger.dutyDeadline, this.#sweepAt)
  }

  /** Offers what is due, and what newcomers should have. */
  advance(now: number): void {
    const { vault, self } = this.#workshop
    const { ledger } = vault
    for (let key = ledger.takeDuty(now); key !== undefined; key = ledger.takeDuty(now)) {
      if (this.#closest(self.key, 1).length === 0) {
        this.#schedule(key, now, (ALONE_PART * (1 + this.#drawn())) / 2)
        continue
      }
      this.brought(now, key)
      if (ledger.holdsReplica(now, key)) this.#replicate(key)
    }
    if (now >= this.#sweepAt) this.#goOnSweeping(now)
    this.#fill(now)
  }

  /** To the k closest; who fails is made good by the next. */
  #replicate(key: Key): void {
    const { config, self } = this.#workshop
    const contacts = this.#closest(key, 2 * config.k)
    const nearer = contacts.filter((contact) => compareDistance(key, contact.key, self.key) < 0).length
    // One of the k copies is ours.
    const count = nearer < config.k ? config.k - 1 : config.k
    this.#enqueue(key, contacts.slice(0, count), contacts.slice(count))
  }

  #goOnSweeping(now: number): void {
    const { vault } = this.#workshop
    if (this.#sweep === undefined) {
      this.#sweep = { keys: vault.ledger.values().map(({ key }) => key), newcomers: this.#newcomers }
      this.#newcomers = new Set()
    }
    const { keys, newcomers } = this.#sweep
    for (const key of keys.splice(-VALUES_AT_ONCE)) {
      if (vault.ledger.holdsReplica(now, key)) this.#handOver(key, newcomers)
    }
    if (keys.length === 0) this.#sweep = undefined
    const next = keys.length > 0 ? PAUSE_MS : this.#newcomers.size > 0 ? GATHER_MS : Number.POSITIVE_INFINITY
    this.#sweepAt = now + next
  }

  /**
   * Those of the newcomers who are now among the k closest to this key that we know, ourselves counted, get it from us if
   * we are the nearest of all the others: so they get it once (paper, section 2.5).
   */
  #handOver(key: Key, newcomers: ReadonlySet<string>): void {
    const { config, self } = this.#workshop
    const closest = this.#closest(key, config.k)
    const isNew = (contact: Contact) => newcomers.has(contact.key.toHex())
    const nearer = closest.filter((contact) => compareDistance(key, contact.key, self.key) < 0)
    const [nearest] = nearer
    if (nearest === undefined) this.#enqueue(key, closest.slice(0, config.k - 1).filter(isNew), [])
    else if (nearer.length === 1 && isNew(nearest)) this.#enqueue(key, [nearest], [])
  }

  /**
   * Of those who answered when they were last asked. The dead stay in a table for long where nobody takes their place;
   * to count one among the k would be a replica less, and a dead nearest one would leave newcomers to nobody.
   */
  #closest(key: Key, count: number): Contact[] {
    return this.#workshop.table.closest(key, count, { answering: true }).map(({ contact }) => contact)
  }

  #enqueue(key: Key, to: readonly Contact[], reserve: readonly Contact[]): void {
    if (to.length === 0) return
    const name = key.toHex()
    const before = this.#transfers.get(name)
    if (before !== undefined) before.add(to)
    else this.#transfers.set(name, new Transfer(this.#workshop, key, to, reserve, (now) => this.#ended(now)))
  }

  #ended(now: number): void {
    this.#open--
    this.#fill(now)
  }

  /** One that ends as soon as it begins must not begin the next from within: thousands may wait. */
  #fill(now: number): void {
    if (this.#filling) return
    this.#filling = true
    this.#begin(now)
    this.#filling = false
  }

  #begin(now: number): void {
    for (const [name, transfer] of this.#transfers) {
      while (transfer.waiting && this.#open < this.#workshop.config.maxReplicating) {
        this.#open++
        transfer.next(now)
      }
      if (transfer.done) this.#transfers.delete(name)
      if (this.#open >= this.#workshop.config.maxReplicating) return
    }
  }

  #schedule(key: Key, now: number, part: number): void {
    const { replicateEveryMs } = this.#workshop.config
    if (replicateEveryMs < Number.POSITIVE_INFINITY)
      this.#workshop.vault.ledger.setDuty(key, now + replicateEveryMs * part)
  }

  #drawn(): number {
    const { config, random } = this.#workshop
    return config.replicateEveryMs < Number.POSITIVE_INFINITY ? drawn(random) : 0
  }
}
