/** How contacts come into the table, and leave it. */

import type { Key } from '@kadkit/key'
import type { Contact, Removal } from '@kadkit/routing'
import type { AgedContact } from '../wire/stored-state.ts'
import type { NodeEvent } from './event.ts'
import { nobody } from './nobody.ts'
import type { Workshop } from './operation.ts'
import { Probes } from './probes.ts'

/** Probes under way at once; beyond that a newcomer has to write again. */
const MAX_OPEN_PROBES = 64

/** Who hears what comes of acquaintances. */
export interface AcquaintanceHost {
  emit(event: NodeEvent): void
  /** Somebody has answered us. */
  heard(now: number): void
  /** Somebody has entered the table. */
  met(now: number, contact: Contact): void
}

/**
 * Only who has answered us enters the table. One who merely writes to us is pinged, if the table has a use for it;
 * one whose place somebody wants is pinged too, and keeps the place as long as it answers (paper, section 2.2).
 */
export class Acquaintance {
  readonly #workshop: Workshop
  readonly #host: AcquaintanceHost
  readonly #probes: Probes
  #open = 0

  constructor(workshop: Workshop, host: AcquaintanceHost) {
    this.#workshop = workshop
    this.#host = host
    this.#probes = new Probes(workshop.config.probeEveryMs)
  }

  /** Somebody wrote to us, under an address that anybody could have forged: a newcomer, or one that had gone silent. */
  approached(now: number, contact: Contact): void {
    const { table } = this.#workshop
    const entry = table.get(contact.key)
    const isBack = entry !== undefined && (entry.failures > 0 || table.isDoubted(entry))
    if (isBack || table.wants(contact)) this.#probe(now, contact)
  }

  /**
   * Somebody who asks says that it is a client, which anybody could say in its name: it is not pinged, but whom we hold
   * by its key or at its address is, and leaves if there is no answer.
   */
  resigned(now: number, client: Contact): void {
    for (const contact of this.#workshop.table.namesakes(client)) {
      this.#probe(now, contact, (then) => this.#strike(then, contact, now))
    }
  }

  /** Somebody proved to live at its address. */
  heard(now: number, contact: Contact): void {
    this.#host.heard(now)
    this.#workshop.silences.ended(contact.address)
    const seen = this.#workshop.table.seen(contact, now)
    if (seen.type === 'added') {
      if (seen.removed !== undefined) this.#tellRemoved(seen.removed, seen.bucket)
      this.#tellAdded(now, contact)
    } else if (seen.type === 'conflict') {
      this.#probe(now, seen.check)
    } else if (seen.type === 'waiting') {
      const { probeEveryMs } = this.#workshop.config
      const entry = this.#workshop.table.get(seen.check.key)
      if (entry === undefined || now - entry.seenAt >= probeEveryMs) this.#probe(now, seen.check)
    }
  }

  /** Somebody was known before a restart. An age from the future is none. */
  restored(now: number, { key, address, seenAt }: AgedContact): void {
    const { table } = this.#workshop
    const contact = { key, address }
    if (!table.restore(contact, Math.min(seenAt, now - 1))) return
    this.#host.emit({ type: 'contact-restored', contact, bucket: table.bucketOf(contact.key) })
  }

  /** Somebody was asked in vain, for the first time at `askedAt`. */
  silent(now: number, contact: Contact, askedAt: number): void {
    const { silences, table } = this.#workshop
    const entry = table.get(contact.key)
    // It may have answered another question meanwhile: then it was this one that got lost, or its answer.
    if (entry?.contact.address === contact.address && entry.seenAt >= askedAt) return
    if (silences.began(now, contact.address, askedAt)) this.#tell(now, table.failed(contact))
  }

  /** `contact` lives where the node of the key `expected` lived. */
  displaced(now: number, expected: Key, contact: Contact): void {
    if (this.#workshop.table.get(expected)?.contact.address === contact.address) {
      this.#tell(now, this.#workshop.table.remove(expected))
    }
    this.heard(now, contact)
  }

  /** Takes it out, whatever it is to us; unless it has answered another question since `askedAt`. */
  #strike(now: number, contact: Contact, askedAt: number): void {
    const { table } = this.#workshop
    const entry = table.get(contact.key)
    const isIn = entry?.contact.address === contact.address
    if (isIn && entry.seenAt >= askedAt) return
    this.#tell(now, isIn ? table.remove(contact.key) : table.failed(contact))
  }

  /** Pings it, if it may be pinged now. */
  #probe(now: number, contact: Contact, inVain: (now: number) => void = () => {}): void {
    if (this.#open >= MAX_OPEN_PROBES || !this.#probes.claim(now, contact.address)) return
    this.#open++
    const ended = () => {
      if (!probe.active) return
      probe.active = false
      this.#open--
    }
    const failed = (then: number) => {
      ended()
      inVain(then)
    }
    const probe = { ...nobody, active: true, answered: ended, failed }
    this.#workshop.requests.ask(now, contact, { type: 'ping' }, probe)
  }

  #tell(now: number, removal: Removal | undefined): void {
    if (removal === undefined) return
    this.#tellRemoved(removal.removed, removal.bucket)
    if (removal.promoted !== undefined) this.#tellAdded(now, removal.promoted)
    if (removal.claimant !== undefined) this.#tellAdded(now, removal.claimant)
  }

  #tellAdded(now: number, contact: Contact): void {
    const bucket = this.#workshop.table.bucketOf(contact.key)
    this.#host.emit({ type: 'contact-added', contact, bucket })
    this.#host.met(now, contact)
  }

  #tellRemoved(contact: Contact, bucket: number): void {
    this.#host.emit({ type: 'contact-removed', contact, bucket })
  }
}
