/** Contacts in an order, with what is known of their answers: a small table, kept by columns. */

import { type Key, wordFrom } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/** Places that are made at first, or as many as usual: making more later costs more than they do. */
const FIRST_PLACES = 20

type Field = number | Key | string | undefined

// Never written to. Not by `new Array`, after which V8 looks for holes at each step.
const BLANK_FIELDS = Array.from({ length: 3 * FIRST_PLACES }, (): Field => undefined)
// Not an integer: times are not.
const BLANK_TIMES = Array.from({ length: FIRST_PLACES }, () => 0.5)

/**
 * Two arrays for all entries: one of times, which V8 keeps as they are, and one of the rest. With an object for each entry it
 * would be twice as large, and a search for a key would follow three references at each step: where thousands of tables
 * share one process, that is three misses of the processor's cache. Here it passes over the heads, which lie side by
 * side. A contact is made when somebody asks for it.
 */
export class Roster {
  #length = 0
  /** The heads of all places, then key and address of the first, of the second, ... */
  #fields = BLANK_FIELDS
  /** As long as there are places. */
  #times = BLANK_TIMES
  /** Bit i is set where a head may end on the five bits of i: most searches for who is not here are over at one look. */
  #lastBits = 0
  /** The same for the five bits before them. */
  #bitsBefore = 0
  /** Made when the first fails: most rosters never need it. Nobody beyond its end has failed. */
  #failures: number[] | undefined
  /** Its keys share all bits before this one. */
  readonly from: number

  /**
   * Of keys that share all bits before `from`, 0 to 256: the bits that follow tell nearly all of them apart. There will
   * be no more than `usual`, usually.
   */
  constructor(from: number, usual: number) {
    // To copy the whole of an array takes a third of the time of a part.
    this.#fields = usual >= FIRST_PLACES ? BLANK_FIELDS.slice() : BLANK_FIELDS.slice(0, 3 * usual)
    this.#times = usual >= FIRST_PLACES ? BLANK_TIMES.slice() : BLANK_TIMES.slice(0, usual)
    this.from = from
  }

  get length(): number {
    return this.#length
  }

  /** Whether any contact may have failed. */
  get flawed(): boolean {
    return this.#failures !== undefined
  }

  /** The head of a key: 32 bits of it, by which `headAt` tells keys apart. */
  headOf(key: Key): number {
    return wordFrom(key, this.from)
  }

  headAt(index: number): number {
    return this.#fields[index] as number
  }

  keyAt(index: number): Key {
    return this.#fields[this.#times.length + 2 * index] as Key
  }

  addressAt(index: number): string {
    return this.#fields[this.#times.length + 2 * index + 1] as string
  }

  seenAt(index: number): number {
    return this.#times[index] ?? 0
  }

  /** How often the contact at `index` has failed since it was seen. */
  failures(index: number): number {
    return this.#failures === undefined ? 0 : (this.#failures[index] ?? 0)
  }

  /** Where the contact with this key, whose head this is, is; -1 when it is not here. */
  indexOf(key: Key, head: number = this.headOf(key)): number {
    return (this.#lastBits >>> head) & (this.#bitsBefore >>> (head >>> 5)) & 1 ? this.#search(key, head) : -1
  }

  /** The contact at `index`; undefined for -1. */
  contact(index: number): Contact | undefined {
    if (index < 0 || index >= this.#length) return undefined
    return { key: this.keyAt(index), address: this.addressAt(index) }
  }

  /** All that is known of the contact at `index`; undefined for -1. */
  entry(index: number): Entry | undefined {
    if (index < 0 || index >= this.#length) return undefined
    const contact = { key: this.keyAt(index), address: this.addressAt(index) }
    return { contact, seenAt: this.seenAt(index), failures: this.failures(index) }
  }

  /** All entries, in an array of the caller's own. */
  entries(): Entry[] {
    return Array.from({ length: this.#length }, (_, index) => this.entry(index) as Entry)
  }

  /** The contact at `index` has failed once more. */
  fail(index: number): void {
    this.#setFailures(index, this.failures(index) + 1)
  }

  /** Puts an entry before the one at `index`, or at the end. */
  insert(index: number, { contact, seenAt, failures }: Entry): void {
    const head = this.headOf(contact.key)
    this.append(contact, head, seenAt)
    for (let at = this.#length - 1; at > index; at--) this.#move(at - 1, at)
    this.#put(index, contact, head, seenAt)
    this.#failures?.splice(index, 0, 0)
    if (failures > 0) this.#setFailures(index, failures)
  }

  /** Puts a contact without failures, whose head this is, behind all others. */
  append(contact: Contact, head: number, seenAt: number): void {
    const at = this.#length
    if (at === this.#times.length) this.#grow()
    this.#length = at + 1
    this.#put(at, contact, head, seenAt)
  }

  /** Puts a contact without failures, whose head this is, in the place of the one at `index`. */
  replace(index: number, contact: Contact, head: number, seenAt: number): void {
    this.#put(index, contact, head, seenAt)
    if (this.#failures !== undefined) this.#failures[index] = 0
  }

  /** The entry at `index` was seen again, later than all others: moves it to the end. */
  renew(index: number, seenAt: number): void {
    const last = this.#length - 1
    const [key, address, head] = [this.keyAt(index), this.addressAt(index), this.headAt(index)]
    for (let at = index; at < last; at++) this.#move(at + 1, at)
    this.#put(last, { key, address }, head, seenAt)
    this.#failures?.splice(index, 1)
  }

  /** Takes out the entry at `index`. */
  remove(index: number): void {
    const last = --this.#length
    for (let at = index; at < last; at++) this.#move(at + 1, at)
    const at = this.#times.length + 2 * last
    this.#fields[at] = undefined
    this.#fields[at + 1] = undefined
    this.#failures?.splice(index, 1)
    this.tidy()
  }

  /** Begins with the one at `index`; those before it follow the last. */
  rotate(index: number): void {
    const entries = this.entries()
    for (const [at, { contact, seenAt, failures }] of [
      ...entries.slice(index),
      ...entries.slice(0, index),
    ].entries()) {
      this.#put(at, contact, this.headOf(contact.key), seenAt)
      if (this.#failures !== undefined) this.#failures[at] = failures
    }
  }

  /** To be called after about as many replacements as there are entries, or searches become slow. */
  tidy(): void {
    let [lastBits, bitsBefore] = [0, 0]
    for (let at = 0; at < this.#length; at++) {
      const head = this.headAt(at)
      lastBits |= 1 << head
      bitsBefore |= 1 << (head >>> 5)
    }
    this.#lastBits = lastBits
    this.#bitsBefore = bitsBefore
  }

  #search(key: Key, head: number): number {
    const fields = this.#fields
    const length = this.#length
    for (let at = 0; at < length; at++) if (fields[at] === head && this.keyAt(at).equals(key)) return at
    return -1
  }

  #put(index: number, contact: Contact, head: number, seenAt: number): void {
    this.#lastBits |= 1 << head
    this.#bitsBefore |= 1 << (head >>> 5)
    const fields = this.#fields
    const at = this.#times.length + 2 * index
    fields[index] = head
    fields[at] = contact.key
    fields[at + 1] = contact.address
    this.#times[index] = seenAt
  }

  #move(from: number, to: number): void {
    const fields = this.#fields
    const keys = this.#times.length
    fields[to] = fields[from]
    fields[keys + 2 * to] = fields[keys + 2 * from]
    fields[keys + 2 * to + 1] = fields[keys + 2 * from + 1]
    this.#times[to] = this.seenAt(from)
  }

  #setFailures(index: number, failures: number): void {
    this.#failures ??= new Array<number>(this.#length).fill(0)
    this.#failures[index] = failures
  }

  #grow(): void {
    const places = this.#times.length
    const heads = this.#fields.slice(0, places)
    const others = this.#fields.slice(places)
    // What stands in the new places means nothing.
    this.#fields = heads.concat(heads, others, others)
    this.#times = this.#times.concat(this.#times)
  }
}
