/** The iterative search for the contacts nearest to a key, as a state machine (paper, section 2.3). */

import { compareDistance, firstWordOf, type Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'

type State =
  /** Not asked yet. */
  | 'fresh'
  /** Asked, and within its usual time. */
  | 'waiting'
  /** Asked, and past its usual time: it holds no slot, but its answer still counts. */
  | 'slow'
  | 'answered'
  | 'failed'

interface Candidate {
  contact: Contact
  state: State
  /** Silent for long, as all say that listed it: asked after the fresh ones. */
  stale: boolean
  /**
   * Every address that was given for its key, in that order, when there is more than that of `contact`. Each is asked
   * at most once.
   */
  addresses: string[] | undefined
}

export interface LookupShape {
  readonly k: number
  readonly alpha: number
  readonly staleAfterMs: number
}

/** A contact as the lookup learns of it. */
export type Hint = Contact & { readonly ageMs?: number }

// A liar can offer many addresses for one key; trying them all would be its victim's work.
const MAX_ADDRESSES = 3
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
  /** Nearest first; one for a key. */
  readonly #candidates: Candidate[] = []
  /** The first 32 bits of each candidate's distance, and its key: a search among them looks at hardly any candidate. */
  readonly #distances: number[] = []
  readonly #keys: Key[] = []
  readonly #flip: number
  #waiting = 0
  #fruitless = 0
  #asks = 0

  constructor(target: Key, shape: LookupShape) {
    this.target = target
    // With the sign flipped, signed integers are in the order of unsigned ones.
    this.#flip = firstWordOf(target) ^ 0x80000000
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
    const candidate = this.#candidate(key)
    if (candidate === undefined || !hasAddress(candidate, address)) return false
    return !candidate.stale || ageMs > this.#shape.staleAfterMs
  }

  /** Whom to ask now; undefined while every slot is taken or nobody is left. The one given counts as asked. */
  next(): Contact | undefined {
    if (this.#exhausted || this.#waiting >= (this.widened ? this.#shape.k : this.#shape.alpha))
      return undefined
    const candidate = this.#choose()
    if (candidate === undefined) return undefined
    candidate.state = 'waiting'
    this.#waiting++
    this.#asks++
    return candidate.contact
  }

  /**
   * `contact` answered, and listed these. Returns how many were new here. Counts also for one that had failed
   * before, and for one that was asked outside of this lookup.
   */
  answered(contact: Contact, hints: readonly Hint[] = []): number {
    this.#add(contact)
    const candidate = this.#candidate(contact.key)
    if (candidate === undefined || candidate.state === 'answered') return 0
    if (candidate.state === 'waiting') this.#waiting--
    candidate.state = 'answered'
    candidate.contact = contact
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
    const candidate = this.#asked(contact)
    if (candidate?.state !== 'waiting') return
    candidate.state = 'slow'
    this.#waiting--
    this.#fruitless++
  }

  /** `contact` did not answer. If another address is known for its key, that is asked in its place. */
  failed(contact: Contact): void {
    const candidate = this.#asked(contact)
    if (candidate === undefined || candidate.state === 'answered') return
    if (candidate.state === 'waiting') {
      this.#waiting--
      this.#fruitless++
    }
    candidate.state = 'failed'
    tryNextAddress(candidate)
  }

  /** Whether the k closest that have not failed have all answered; the fresh count only while more may be asked. */
  get done(): boolean {
    let counted = 0
    for (const { state } of this.#candidates) {
      if (state === 'failed' || (state === 'fresh' && this.#exhausted)) continue
      if (state !== 'answered') return false
      if (++counted === this.#shape.k) return true
    }
    return true
  }

  /** All that answered, nearest first. */
  get responders(): Contact[] {
    return this.#candidates.filter(({ state }) => state === 'answered').map(({ contact }) => contact)
  }

  /** The k closest that answered, nearest first. */
  get closest(): Contact[] {
    return this.responders.slice(0, this.#shape.k)
  }

  /** The nearest fresh one among the k closest that are not slow or failed; stale ones after all others. */
  #choose(): Candidate | undefined {
    let counted = 0
    let stale: Candidate | undefined
    for (const candidate of this.#candidates) {
      if (candidate.state === 'failed' || candidate.state === 'slow') continue
      if (candidate.state === 'fresh') {
        if (!candidate.stale) return candidate
        stale ??= candidate
      }
      if (++counted === this.#shape.k) break
    }
    return stale
  }

  get #exhausted(): boolean {
    return this.#asks >= MAX_ASKED
  }

  #add({ key, address, ageMs = 0 }: Hint): boolean {
    const index = this.#indexOf(key)
    const known = this.#at(index, key)
    const stale = ageMs > this.#shape.staleAfterMs
    if (known !== undefined) {
      if (!stale) known.stale = false
      addAddress(known, address)
      return false
    }
    const most = this.#shape.k * MAX_CANDIDATES_IN_K
    if (index >= most) return false
    const contact = { key, address }
    this.#candidates.splice(index, 0, { contact, state: 'fresh', stale, addresses: undefined })
    this.#distances.splice(index, 0, this.#distanceOf(key))
    this.#keys.splice(index, 0, key)
    if (this.#candidates.length > most) this.#dropFarthest()
    return true
  }

  #dropFarthest(): void {
    this.#distances.pop()
    this.#keys.pop()
    if (this.#candidates.pop()?.state === 'waiting') this.#waiting--
  }

  #closestAlive(): Candidate | undefined {
    for (const candidate of this.#candidates) if (candidate.state !== 'failed') return candidate
    return undefined
  }

  #candidate(key: Key): Candidate | undefined {
    return this.#at(this.#indexOf(key), key)
  }

  /** The candidate at `index`, if it has this key. */
  #at(index: number, key: Key): Candidate | undefined {
    return this.#keys[index]?.equals(key) ? this.#candidates[index] : undefined
  }

  #asked(contact: Contact): Candidate | undefined {
    const candidate = this.#candidate(contact.key)
    return candidate?.contact.address === contact.address ? candidate : undefined
  }

  /** Where `key` is, or belongs. */
  #indexOf(key: Key): number {
    const distance = this.#distanceOf(key)
    let low = 0
    let high = this.#candidates.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#isNearer(middle, key, distance)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Whether the candidate at `index` is nearer than `key`, which is at `distance`. */
  #isNearer(index: number, key: Key, distance: number): boolean {
    const other = this.#distances[index] ?? 0
    if (other !== distance) return other < distance
    const candidate = this.#keys[index]
    return candidate !== undefined && compareDistance(this.target, candidate, key) < 0
  }

  #distanceOf(key: Key): number {
    return firstWordOf(key) ^ this.#flip
  }
}

function hasAddress({ addresses, contact }: Candidate, address: string): boolean {
  return contact.address === address || addresses?.includes(address) === true
}

function addAddress(candidate: Candidate, address: string): void {
  if (hasAddress(candidate, address)) return
  const { addresses = [candidate.contact.address], state } = candidate
  if (addresses.length >= MAX_ADDRESSES) return
  addresses.push(address)
  candidate.addresses = addresses
  if (state === 'failed') tryNextAddress(candidate)
}

/** What has failed is fresh again when its key has an address that was not asked yet. */
function tryNextAddress(candidate: Candidate): void {
  const { addresses = [], contact } = candidate
  const address = addresses[addresses.indexOf(contact.address) + 1]
  if (address === undefined) return
  candidate.contact = { key: contact.key, address }
  candidate.state = 'fresh'
}
