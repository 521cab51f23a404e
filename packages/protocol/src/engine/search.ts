/** A lookup carried out: the state machine of {@link Lookup}, fed with requests and their answers. */

import type { Key } from '@kadkit/key'
import { compareDistance } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Refusal, Reply, Request } from '../wire/message.ts'
import { isPlausible, reachOf } from '../wire/plausible-address.ts'
import { type Asker, isContact, type Peer } from './asker.ts'
import type { LookupStep } from './event.ts'
import { type Hint, Lookup, type LookupShape } from './lookup.ts'
import type { Workshop } from './operation.ts'

// The farther ones are asked only when nearer ones have failed. With k alone, a lookup whose first k are all gone would
// end with nobody, beside a table of others.
const SEEDS_IN_K = 4

/** What a search takes along: to those for whom it is likely to be, and from the time on to all when it asks all of the k closest. */
export interface Rider {
  /** Whether it is worth taking there, before it is known who the k closest are. */
  fits(contact: Contact): boolean
  /** What to ask this contact then: something that is answered with nodes as well. */
  request(now: number, contact: Contact): Request
  /** What was said to it. */
  ended(now: number, contact: Contact, end: true | Refusal): void
  /** These are among the k closest, and have answered before they could be asked that. */
  missed(now: number, contacts: readonly Contact[]): void
}

export interface SearchEnd {
  /** By default as the configuration has it. */
  readonly shape?: LookupShape
  readonly rider?: Rider | undefined
  /** Whether it is not to end yet, since it may still be given something by `beginWith`; by default it is not so. */
  readonly waits?: () => boolean
  /** Whether what it is for is reached, so that it can end before it is done; by default it is not so. */
  readonly enough?: (() => boolean) | undefined
  /** The k closest that have not failed have all answered; or it was `enough`. */
  done(now: number, lookup: Lookup): void
  /** Somebody has the value: the search has ended there. */
  value?(now: number, holder: Contact, reply: Reply & { type: 'value' }, lookup: Lookup): void
  /** Somebody has the value, but it is long: whether it is taken for an answer. The search may be paused in it. */
  held?(now: number, holder: Contact, reply: Reply & { type: 'held' }): boolean
  /** Someone watches. */
  readonly step?: ((now: number, step: LookupStep) => void) | undefined
}

export class Search implements Asker {
  readonly #workshop: Workshop
  readonly #request: Request
  readonly #lookup: Lookup
  readonly #end: SearchEnd
  #active = true
  #paused = false
  /** The table has more to begin with than was learned from it. */
  #hasMoreSeeds = false
  #widened = false
  /** Somebody has answered whom the rider has not reached. */
  #missed = false

  constructor(workshop: Workshop, target: Key, request: Request, end: SearchEnd) {
    this.#workshop = workshop
    this.#request = request
    this.#lookup = new Lookup(target, end.shape ?? workshop.config)
    this.#end = end
  }

  get active(): boolean {
    return this.#active
  }

  cancel(): void {
    this.#active = false
  }

  /** Starts from the closest contacts of the table that are not to be left alone; from these if there are no others. */
  begin(now: number): void {
    const { k } = this.#workshop.config
    this.#hasMoreSeeds = true
    if (this.#learnSeeds(now, k).learned < k) this.#learnMoreSeeds(now)
    this.goOn(now)
  }

  /** Those beyond the k closest, which are seldom needed: when one of them takes long, or fails. */
  #learnMoreSeeds(now: number): void {
    if (!this.#hasMoreSeeds) return
    this.#hasMoreSeeds = false
    const { learned, silent } = this.#learnSeeds(now, SEEDS_IN_K * this.#workshop.config.k)
    if (learned === 0) for (const hint of silent) this.#lookup.learn(hint)
  }

  /** Learns the closest `count` of the table but those that are to be left alone, which it gives. */
  #learnSeeds(now: number, count: number): { learned: number; silent: readonly Hint[] } {
    const { table, silences } = this.#workshop
    const silent: Hint[] = []
    let learned = 0
    table.visitClosest(this.#lookup.target, count, {}, (key, address, seenAt) => {
      // Whole, as ages are that came in a list: V8 has one layout for all such objects, and one fraction makes all of them dear to read.
      const hint = { key, address, ageMs: Math.floor(now - seenAt) }
      if (silences.covers(now, address, seenAt)) {
        silent.push(hint)
      } else {
        this.#lookup.learn(hint)
        learned++
      }
    })
    return { learned, silent }
  }

  /** Starts from a contact that has answered already, asked by somebody else; or takes it in besides others. */
  beginWith(now: number, contact: Contact, reply: Reply): void {
    this.answered(now, contact, reply)
  }

  answered(now: number, contact: Contact, reply: Reply): void {
    if (reply.type === 'nodes') {
      this.#ride(now, contact, reply.stored)
      const listed = this.#usable(now, contact, reply.contacts)
      const added = this.#lookup.answered(contact, listed)
      this.#tell(now, { type: 'answered', contact, listed: reply.contacts.length, added })
    } else if (reply.type === 'stored') {
      // A rider's request, by one who tells no nodes.
      this.#ride(now, contact, true)
      this.#lookup.answered(contact)
      this.#tell(now, { type: 'answered', contact, listed: 0, added: 0 })
    } else if (reply.type === 'value' && this.#end.value !== undefined) {
      this.#tell(now, { type: 'answered', contact, listed: 0, added: 0 })
      this.finish(now)
      this.#end.value(now, contact, reply, this.#lookup)
      return
    } else if (reply.type === 'held' && this.#end.held?.(now, contact, reply)) {
      this.#lookup.answered(contact)
      this.#tell(now, { type: 'answered', contact, listed: 0, added: 0 })
    } else {
      this.#fail(now, contact)
    }
    this.goOn(now)
  }

  slow(now: number, peer: Peer): void {
    if (!isContact(peer)) return
    this.#learnMoreSeeds(now)
    this.#lookup.slow(peer)
    this.#tell(now, { type: 'slow', contact: peer })
    this.goOn(now)
  }

  failed(now: number, peer: Peer): void {
    if (!isContact(peer)) return
    this.#fail(now, peer)
    this.goOn(now)
  }

  #fail(now: number, contact: Contact): void {
    this.#learnMoreSeeds(now)
    this.#lookup.failed(contact)
    this.#tell(now, { type: 'failed', contact })
  }

  /** Asks nobody else, and does not end; who was asked may still answer. */
  pause(): void {
    this.#paused = true
  }

  resume(now: number): void {
    this.#paused = false
    this.goOn(now)
  }

  /** Asks whom it can, or ends. Call it when `waits` has changed. */
  goOn(now: number): void {
    if (this.#paused) return
    if (!this.#widened && this.#lookup.widened) this.#tell(now, { type: 'widened' })
    this.#widened = this.#lookup.widened
    const { rider } = this.#end
    if (rider !== undefined && this.#widened && this.#missed) {
      this.#missed = false
      rider.missed(now, this.#lookup.leaders)
    }
    while (this.#active && !this.#lookup.done && !this.#end.enough?.()) {
      const contact = this.#lookup.next()
      if (contact === undefined) return
      this.#tell(now, { type: 'asked', contact })
      const rides = rider !== undefined && (this.#widened || rider.fits(contact))
      this.#workshop.requests.ask(now, contact, rides ? rider.request(now, contact) : this.#request, this)
    }
    if (!this.#active || this.#end.waits?.()) return
    this.finish(now)
    this.#end.done(now, this.#lookup)
  }

  #ride(now: number, contact: Contact, end: true | Refusal | undefined): void {
    if (end === undefined) this.#missed = true
    else this.#end.rider?.ended(now, contact, end)
  }

  /**
   * At most k of what one reply lists, the nearest ones; not ourselves, no address that cannot be right, none that is
   * to be left alone, and none twice: a list of many keys at one address would be an order to flood it.
   */
  #usable(now: number, from: Contact, listed: readonly Hint[]): Hint[] {
    const { self, config, silences } = this.#workshop
    const { target } = this.#lookup
    // Of a list that is too long, those that are known count as well.
    const onlyNews = listed.length <= config.k
    const reach = reachOf(from.address)
    const usable: Hint[] = []
    for (const hint of listed) {
      const { key, address, ageMs = 0 } = hint
      // Near the end of a lookup nearly all that is listed is known, and needs no further look.
      if (onlyNews && this.#lookup.knows(hint)) continue
      if (address === self.address || key.equals(self.key) || isListedBefore(listed, hint)) continue
      if (silences.covers(now, address, now - ageMs) || !isPlausible(address, reach)) continue
      usable.push(hint)
    }
    if (usable.length > 1) usable.sort((a, b) => compareDistance(target, a.key, b.key))
    return usable.length > config.k ? usable.slice(0, config.k) : usable
  }

  /** Ends. Only now is it known how deep the lookup went: it may have begun with one bootstrap contact. */
  finish(now: number): void {
    this.#active = false
    this.#workshop.table.touched(this.#lookup.target, now)
  }

  #tell(now: number, step: LookupStep): void {
    this.#end.step?.(now, step)
  }
}

/** Whether the address of this one stands further up in the list already. A list has at most 64. */
function isListedBefore(listed: readonly Hint[], hint: Hint): boolean {
  for (const other of listed) {
    if (other === hint) return false
    if (other.address === hint.address) return true
  }
  return false
}
