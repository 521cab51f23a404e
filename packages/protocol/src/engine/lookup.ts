/** The iterative search for the contacts nearest to a key, as a state machine (paper, section 2.3). */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { Candidates } from './candidates.ts'

export interface LookupShape {
  readonly k: number
  readonly alpha: number
  readonly staleAfterMs: number
  /** Whether any one answer may be the last: then each that is slow makes room for two others, up to k at once, and is no reason to widen; false. */
  readonly hedged?: boolean
}

/** A contact as the lookup learns of it. */
export type Hint = Contact & { readonly ageMs?: number }

// Farther ones matter only if as many nearer ones fail.
const MAX_CANDIDATES_IN_K = 10
// Among a million nodes 30 are enough (k = 20). Liars can invent nearer and nearer contacts for ever.
const MAX_ASKED = 512

/**
 * Who to ask next, and when to stop. It sends nothing and knows no time: ask `next()` until it gives nobody, say
 * what became of each, and again, until `done`.
 *
 * At most alpha requests hold a slot; after alpha answers in a row that brought nothing closer, all of the k
 * closest may be asked at once. It is done when the k closest contacts that have not failed have all answered; or
 * else when 512 were asked, and those have answered or failed.
 */
export class Lookup {
  readonly target: Key
  readonly #shape: LookupShape
  readonly #candidates: Candidates
  #waiting = 0
  #fruitless = 0
  #asks = 0
  /** Slots beyond alpha. */
  #hedges = 0

  constructor(target: Key, shape: LookupShape) {
    this.target = target
    this.#candidates = new Candidates(target)
    this.#shape = shape
  }

  /** Whether a round went by without progress, so that all of the k closest are asked. */
  get widened(): boolean {
    return this.#fruitless >= this.#shape.alpha
  }

  /** Takes in a contact to begin with. */
  learn(hint: Hint): void {
    this.#add(hint)
  }

  /** Whether a hint says nothing new, so that it would change nothing. */
  knows({ key, address, ageMs = 0 }: Hint): boolean {
    const row = this.#candidates.find(key)
    if (row < 0 || !this.#candidates.hasAddress(row, address)) return false
    return this.#candidates.stale[row] === false || ageMs > this.#shape.staleAfterMs
  }

  /** Whom to ask now; undefined while every slot is taken or nobody is left. The one given counts as asked. */
  next(): Contact | undefined {
    if (this.#exhausted || this.#waiting >= this.#slots) return undefined
    const row = this.#choose()
    if (row < 0) return undefined
    this.#candidates.states[row] = 'waiting'
    this.#waiting++
    this.#asks++
    return this.#contact(row)
  }

  /**
   * `contact` answered, and listed these. Returns how many were new here. Counts also for one that had failed
   * before, and for one that was asked outside of this lookup.
   */
  answered(contact: Contact, hints: readonly Hint[] = []): number {
    this.#add(contact)
    const { states, addresses } = this.#candidates
    const row = this.#candidates.find(contact.key)
    if (row < 0 || states[row] === 'answered') return 0
    if (states[row] === 'waiting') this.#waiting--
    states[row] = 'answered'
    addresses[row] = contact.address
    const closestBefore = this.#closestAlive()
    let added = 0
    for (const hint of hints) if (this.#add(hint)) added++
    const closest = this.#closestAlive()
    const progress = closest !== undefined && closest !== closestBefore
    this.#fruitless = progress ? 0 : this.#fruitless + 1
    return added
  }

  /** `contact` takes longer than usual: its slot is given to another. */
  slow(contact: Contact): void {
    const row = this.#asked(contact)
    if (this.#candidates.states[row] !== 'waiting') return
    this.#candidates.states[row] = 'slow'
    this.#waiting--
    if (this.#shape.hedged) this.#hedges++
    else this.#fruitless++
  }

  /** `contact` did not answer. If another address is known for its key, that is asked in its place. */
  failed(contact: Contact): void {
    const row = this.#asked(contact)
    const { states } = this.#candidates
    if (row < 0 || states[row] === 'answered') return
    if (states[row] === 'waiting') {
      this.#waiting--
      this.#fruitless++
    }
    states[row] = 'failed'
    this.#candidates.tryNextAddress(row)
  }

  /** Whether the k closest that have not failed have all answered; the fresh count only while more may be asked. */
  get done(): boolean {
    const { order, states } = this.#candidates
    let counted = 0
    for (let place = 0; place < order.length; place++) {
      const state = states[order[place] ?? 0]
      if (state === 'failed' || (state === 'fresh' && this.#exhausted)) continue
      if (state !== 'answered') return false
      if (++counted === this.#shape.k) return true
    }
    return true
  }

  /** Those of the k closest that have answered by now, nearest first. */
  get leaders(): Contact[] {
    const { order, states } = this.#candidates
    const leaders: Contact[] = []
    let counted = 0
    for (const row of order) {
      if (states[row] === 'failed') continue
      if (states[row] === 'answered') leaders.push(this.#contact(row))
      if (++counted === this.#shape.k) break
    }
    return leaders
  }

  /** All that answered, nearest first. */
  get responders(): Contact[] {
    const { order, states } = this.#candidates
    return order.filter((row) => states[row] === 'answered').map((row) => this.#contact(row))
  }

  /** The k closest that answered, nearest first. */
  get closest(): Contact[] {
    return this.responders.slice(0, this.#shape.k)
  }

  /** The row of the nearest fresh one among the k closest that are not slow or failed; stale ones after all others; or -1. */
  #choose(): number {
    const { order, states, stale } = this.#candidates
    let counted = 0
    let firstStale = -1
    for (const row of order) {
      const state = states[row]
      if (state === 'failed' || state === 'slow') continue
      if (state === 'fresh') {
        if (stale[row] === false) return row
        if (firstStale < 0) firstStale = row
      }
      if (++counted === this.#shape.k) break
    }
    return firstStale
  }

  /** How many may be waited for at once. */
  get #slots(): number {
    const { k, alpha } = this.#shape
    if (this.widened) return k
    return this.#hedges === 0 ? alpha : Math.min(alpha + this.#hedges, k)
  }

  get #exhausted(): boolean {
    return this.#asks >= MAX_ASKED
  }

  #add({ key, address, ageMs = 0 }: Hint): boolean {
    const candidates = this.#candidates
    const place = candidates.placeOf(key)
    const known = candidates.rowAt(place, key)
    const stale = ageMs > this.#shape.staleAfterMs
    if (known >= 0) {
      if (!stale) candidates.stale[known] = false
      candidates.addAddress(known, address)
      return false
    }
    const most = this.#shape.k * MAX_CANDIDATES_IN_K
    if (place >= most) return false
    candidates.insert(
      place,
      key,
      address,
      stale,
      candidates.order.length < most ? undefined : this.#dropFarthest(),
    )
    return true
  }

  #dropFarthest(): number | undefined {
    const row = this.#candidates.dropFarthest()
    if (row !== undefined && this.#candidates.states[row] === 'waiting') this.#waiting--
    return row
  }

  /** The key of the closest one that has not failed. */
  #closestAlive(): Key | undefined {
    const { order, states, keys } = this.#candidates
    for (const row of order) if (states[row] !== 'failed') return keys[row]
    return undefined
  }

  /** The row of a contact that is asked under this address; -1 when there is none. */
  #asked({ key, address }: Contact): number {
    const row = this.#candidates.find(key)
    return row >= 0 && this.#candidates.addresses[row] === address ? row : -1
  }

  #contact(row: number): Contact {
    const { keys, addresses } = this.#candidates
    return { key: keys[row] ?? this.target, address: addresses[row] ?? '' }
  }
}
