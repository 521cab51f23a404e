/** The routing table: whom a node knows, whom it keeps, and who is nearest to a key. */

import { commonPrefixLength, KEY_BITS, type Key } from '@kadkit/key'
import { atLeast } from './at-least.ts'
import type { Bucket } from './bucket.ts'
import { type ClosestOptions, visitClosest } from './closest.ts'
import type { Contact } from './contact.ts'
import { Doubts } from './doubts.ts'
import type { Entry } from './entry.ts'
import { bucketAt, type Everybody, viewsOf } from './everybody.ts'
import type { RoutingTableOptions } from './limits.ts'
import { LookupTimes } from './lookup-times.ts'
import { ADDED, type BucketView, REFRESHED, type Removal, SELF, type Seen } from './outcome.ts'
import { claimantOf, Holders } from './rivals.ts'
import { Widening } from './widening.ts'

/**
 * Contacts by distance from `self`: bucket i holds those whose keys share exactly i leading bits with it.
 *
 * It is told what happened (`seen`, `failed`, `remove`, `touched`) and answers whom to check; it never asks anybody
 * itself, and has no clock. All times are milliseconds of the caller's clock, which must not run backwards.
 *
 * - A contact that answers is never given up for a newcomer, who waits as an understudy (paper, sections 2.2, 4.1).
 * - A silent contact leaves only when somebody can take its place, so that a failing network empties no table.
 * - No two contacts have the same key or the same address.
 * - Buckets near `self` are widened until the k nearest to it are complete (paper, section 2.4).
 */
export class RoutingTable {
  readonly self: Key
  readonly k: number
  readonly bucketSize: number
  readonly #maxUnderstudies: number
  readonly #maxFailures: number
  readonly #buckets: (Bucket | undefined)[] = []
  readonly #lookups = new LookupTimes()
  readonly #holders = new Holders(this.#buckets, (key) => this.get(key)?.contact)
  readonly #everybody: Everybody
  readonly #widening: Widening
  #size = 0

  /** @throws RangeError unless k, bucketSize and maxFailures are integers from 1, and understudies is one from 0. */
  constructor(self: Key, options: RoutingTableOptions = {}) {
    this.self = self
    this.k = atLeast(1, options.k ?? 20, 'k')
    this.bucketSize = atLeast(1, options.bucketSize ?? this.k, 'bucketSize')
    this.#maxUnderstudies = atLeast(0, options.understudies ?? this.k, 'understudies')
    this.#maxFailures = atLeast(1, options.maxFailures ?? 5, 'maxFailures')
    this.#widening = new Widening(self, this.#buckets, this.k, this.bucketSize, this.#maxFailures)
    this.#everybody = { self, buckets: this.#buckets, doubts: new Doubts() }
  }

  /** How many contacts are in buckets; understudies do not count. */
  get size(): number {
    return this.#size
  }

  /** How many contacts the bucket of this index has. */
  heldIn(index: number): number {
    return this.#buckets[index]?.contacts.length ?? 0
  }

  /** The index of the deepest bucket with a contact in it; -1 when there is none. */
  get deepest(): number {
    return this.#buckets.findLastIndex((bucket) => bucket !== undefined && bucket.contacts.length > 0)
  }

  /** The index of the bucket for a key, which is the length of the prefix that it shares with `self`: 256 for `self`. */
  bucketOf(key: Key): number {
    return commonPrefixLength(this.self, key)
  }

  /** What is known of the contact with this key, if it is in a bucket. */
  get(key: Key): Entry | undefined {
    return this.#buckets[this.bucketOf(key)]?.get(key)
  }

  /** Those in buckets that have this key or this address, and the understudy that has both. */
  namesakes(contact: Contact): Contact[] {
    return this.#holders.namesakes(contact, this.#buckets[this.bucketOf(contact.key)])
  }

  /**
   * A contact has answered a request of ours. Call it for nothing less: a contact that only asked, or of which
   * others told, may not exist.
   */
  seen(contact: Contact, now: number): Seen {
    const { key } = contact
    const index = commonPrefixLength(this.self, key)
    if (index === KEY_BITS) return SELF
    const bucket = this.#buckets[index] ?? bucketAt(this.#buckets, index, this.bucketSize)
    const { contacts } = bucket
    const head = contacts.headOf(key)
    const at = contacts.indexOf(key, head)
    if (at >= 0) return this.#seenAgain(bucket, at, contact, now)
    if (contacts.length >= this.bucketSize) return this.#seenByFull(bucket, contact, now, head)
    const rival = this.#holders.claim(contact.address)
    if (rival !== undefined) return this.#conflict(bucket, contact, now, head, rival)
    this.#place(bucket, contact, now, head)
    return ADDED[index] as Seen
  }

  /** The contact at `at` of its bucket has the key of this one, that has answered. */
  #seenAgain(bucket: Bucket, at: number, contact: Contact, now: number): Seen {
    const { contacts } = bucket
    if (contacts.addressAt(at) === contact.address) {
      if (contacts.failures(at) > 0) this.#widening.changed()
      bucket.renew(at, now)
      return REFRESHED
    }
    const held = contacts.contact(at) as Contact
    // Only the contact in its own place can be replaced without leaving a gap in another bucket.
    if (contacts.failures(at) > 0 && this.#holders.get(contact.address, held) === undefined) {
      return this.#exchange(bucket, held, contact, now)
    }
    return this.#conflict(bucket, contact, now, contacts.headAt(at), held)
  }

  /**
   * A request to a contact got no answer. Ignored unless key and address are those that we hold. The contact leaves
   * after `maxFailures` in a row, if an understudy can take its place or its bucket is wider than usual; and at its
   * first failure, if since its last answer another contact has answered with its key or from its address.
   */
  failed(contact: Contact): Removal | undefined {
    const bucket = this.#buckets[this.bucketOf(contact.key)]
    const at = bucket?.contacts.indexOf(contact.key) ?? -1
    if (bucket === undefined || at < 0 || bucket.contacts.addressAt(at) !== contact.address) {
      if (bucket?.hasUnderstudy(contact)) bucket.dismiss(contact.key)
      return undefined
    }
    this.#widening.changed()
    bucket.contacts.fail(at)
    const entry = bucket.contacts.entry(at) as Entry
    const claimant = claimantOf(this.#buckets, entry)
    if (claimant === undefined && !this.#replaceable(bucket, entry)) return undefined
    return this.#takeOut(bucket, entry.contact, claimant)
  }

  /** The contact with this key proved to be somebody else: it leaves, and an understudy takes its place. */
  remove(key: Key): Removal | undefined {
    const bucket = this.#buckets[this.bucketOf(key)]
    const held = bucket?.get(key)
    if (bucket === undefined || held === undefined) {
      bucket?.dismiss(key)
      return undefined
    }
    return this.#takeOut(bucket, held.contact)
  }

  /** Enters a contact from before a restart, if there is room and no rival. Let `doubt` follow. */
  restore(contact: Contact, seenAt: number): boolean {
    const index = this.bucketOf(contact.key)
    if (index === KEY_BITS || this.#holders.rivalOf(contact) !== undefined) return false
    const bucket = bucketAt(this.#buckets, index, this.bucketSize)
    const hasRoom = this.#widening.hasRoom(bucket, contact.key)
    if (hasRoom) this.#enter(bucket, contact, seenAt)
    return hasRoom
  }

  /** From now on every contact is in doubt until it answers again: after a restart, or a long sleep. */
  doubt(now: number): void {
    this.#everybody.doubts.begin(now)
  }

  /** Whether an entry of this table is in doubt. */
  isDoubted(entry: Entry): boolean {
    return this.#everybody.doubts.covers(entry)
  }

  /** The contacts in doubt, from the nearest bucket to the farthest. */
  doubted(): Contact[] {
    return [...this.#everybody.doubts.among(this.#buckets)]
  }

  /** Whether it is worth a ping to learn if a contact that we only heard of answers: `seen` would keep it, and it is needed. */
  wants(contact: Contact): boolean {
    const index = this.bucketOf(contact.key)
    if (index === KEY_BITS) return false
    const bucket = this.#buckets[index]
    if (bucket === undefined) return true
    const at = bucket.contacts.indexOf(contact.key)
    if (at >= 0) return bucket.contacts.addressAt(at) !== contact.address
    if (this.#widening.hasRoom(bucket, contact.key)) return true
    if (bucket.hasUnderstudy(contact)) return false
    return bucket.wantsUnderstudy(this.#maxUnderstudies) || bucket.stale(this.#maxFailures) !== undefined
  }

  /**
   * The `count` contacts nearest to `target`, nearest first; fewer when there are no more. Exact.
   *
   * @throws RangeError when `count` is not an integer of at least 0.
   */
  closest(target: Key, count: number, options: ClosestOptions = {}): Entry[] {
    const entries: Entry[] = []
    visitClosest(this.#everybody, target, atLeast(0, count, 'count'), options, (roster, index) => {
      const entry = roster.entry(index)
      if (entry !== undefined) entries.push(entry)
    })
    return entries
  }

  /** The same without an object for each: gives them to `visit`, which must not ask for others meanwhile. */
  visitClosest(
    target: Key,
    count: number,
    options: ClosestOptions,
    visit: (key: Key, address: string, seenAt: number) => void,
  ): void {
    visitClosest(this.#everybody, target, atLeast(0, count, 'count'), options, (roster, index) => {
      visit(roster.keyAt(index), roster.addressAt(index), roster.seenAt(index))
    })
  }

  /** The buckets that have contacts or understudies, from index 0 on. */
  buckets(): Iterable<BucketView> {
    return viewsOf(this.#buckets)
  }

  /** A lookup went through the bucket of `target`, or, if it went deeper than any contact, the deepest one. */
  touched(target: Key, now: number): void {
    const deepest = this.deepest
    if (deepest >= 0) this.#lookups.touch(Math.min(this.bucketOf(target), deepest), now)
  }

  /** The indexes from 0 to `deepest` of the buckets, empty ones too, that no lookup has touched at or after `before`. */
  idle(before: number): number[] {
    return this.#lookups.idle(this.deepest, before)
  }

  /** A newcomer belongs into a bucket that has as many as usual: there may be the place of a stale contact, or a wider bucket. */
  #seenByFull(bucket: Bucket, contact: Contact, now: number, head: number): Seen {
    const rival = this.#holders.get(contact.address)
    if (rival !== undefined) return this.#conflict(bucket, contact, now, head, rival)
    const stale = bucket.stale(this.#maxFailures)
    if (stale !== undefined) return this.#exchange(bucket, stale, contact, now)
    if (this.#widening.hasRoom(bucket, contact.key)) {
      this.#enter(bucket, contact, now)
      return ADDED[bucket.index] as Seen
    }
    bucket.wait(contact, now, this.#maxUnderstudies, head)
    return { type: 'waiting', check: bucket.contacts.contact(0) ?? contact }
  }

  /** `rival` has the key or the address of a contact. */
  #conflict(bucket: Bucket, contact: Contact, now: number, head: number, rival: Contact): Seen {
    bucket.wait(contact, now, this.#maxUnderstudies, head)
    return { type: 'conflict', check: rival }
  }

  #exchange(bucket: Bucket, old: Contact, contact: Contact, now: number): Seen {
    this.#leave(bucket, old.key)
    this.#enter(bucket, contact, now)
    return { type: 'added', bucket: bucket.index, removed: old }
  }

  /** Nobody in a bucket has the address of this contact. */
  #enter(bucket: Bucket, contact: Contact, seenAt: number): void {
    this.#holders.add(contact.address)
    this.#place(bucket, contact, seenAt, bucket.contacts.headOf(contact.key))
  }

  #place(bucket: Bucket, contact: Contact, seenAt: number, head: number): void {
    bucket.enter(contact, seenAt, head)
    this.#size++
    this.#widening.changed()
  }

  #leave(bucket: Bucket, key: Key): void {
    bucket.leave(key)
    this.#size--
    this.#widening.changed()
  }

  /** Whether a silent contact is given up: nobody loses by it. */
  #replaceable(bucket: Bucket, { contact, failures }: Entry): boolean {
    if (failures < this.#maxFailures) return false
    if (bucket.contacts.length > this.bucketSize) return true
    return bucket.understudies().some((other) => this.#holders.rivalOf(other.contact, contact) === undefined)
  }

  #takeOut(bucket: Bucket, contact: Contact, claimant?: Entry): Removal {
    this.#leave(bucket, contact.key)
    const claimed = claimant === undefined ? undefined : this.#promote([claimant])
    const inPlace = claimed !== undefined && this.bucketOf(claimed.key) === bucket.index
    const promoted = inPlace ? claimed : this.#promote(bucket.understudies())
    const removal: Removal = { removed: contact, bucket: bucket.index, promoted }
    return claimed === undefined || inPlace ? removal : { ...removal, claimant: claimed }
  }

  /** Lets in the first of these understudies for which there is room and with which nobody competes. */
  #promote(understudies: readonly Entry[]): Contact | undefined {
    for (const entry of understudies) {
      const bucket = bucketAt(this.#buckets, this.bucketOf(entry.contact.key), this.bucketSize)
      if (!this.#widening.hasRoom(bucket, entry.contact.key)) continue
      if (this.#holders.rivalOf(entry.contact) !== undefined) continue
      this.#enter(bucket, entry.contact, entry.seenAt)
      return entry.contact
    }
    return undefined
  }
}
