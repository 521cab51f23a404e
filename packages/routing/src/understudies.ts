/** Those who wait for a place in one bucket. */

import type { Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'
import { Roster } from './roster.ts'

/** The most recently seen one first; one for each key. Most newcomers end here, so that a new one costs little. */
export class Understudies {
  readonly #roster: Roster
  readonly #limit: number
  /** A ring: here is the one seen first, and the others follow, the last of them before it. 0 while there is room. */
  #oldest = 0

  /** Of keys that share all bits before `from`; no more than `limit`. */
  constructor(from: number, limit: number) {
    this.#limit = limit
    this.#roster = new Roster(from, limit)
  }

  get length(): number {
    return this.#roster.length
  }

  /** All of them, in an array of the caller's own. */
  entries(): Entry[] {
    const entries = this.#roster.entries()
    return [...entries.slice(this.#oldest), ...entries.slice(0, this.#oldest)].reverse()
  }

  /** Whether one has both this key and this address. */
  has({ key, address }: Contact): boolean {
    const at = this.#roster.indexOf(key)
    return at >= 0 && this.#roster.addressAt(at) === address
  }

  /** The one seen last of those that have answered since, and have the key or the address of this contact. */
  rivalOf({ key, address }: Contact, since: number): Entry | undefined {
    const roster = this.#roster
    const { length } = roster
    for (let age = 0; age < length; age++) {
      const at = (this.#oldest + length - 1 - age) % length
      if (roster.seenAt(at) < since) continue
      if (roster.addressAt(at) === address || roster.keyAt(at).equals(key)) return roster.entry(at)
    }
    return undefined
  }

  /** Lets a contact wait, whose head this is, and forgets whoever is beyond the limit. */
  wait(contact: Contact, head: number, seenAt: number): void {
    const roster = this.#roster
    this.#dismissAt(roster.indexOf(contact.key, head))
    const { length } = roster
    if (length < this.#limit) {
      roster.append(contact, head, seenAt)
      return
    }
    roster.replace(this.#oldest, contact, head, seenAt)
    this.#oldest++
    if (this.#oldest < length) return
    this.#oldest = 0
    roster.tidy()
  }

  /** Forgets the one with this key. */
  dismiss(key: Key): void {
    this.#dismissAt(this.#roster.indexOf(key))
  }

  #dismissAt(index: number): void {
    if (index < 0) return
    const key = this.#roster.keyAt(index)
    if (this.#oldest > 0) this.#roster.rotate(this.#oldest)
    this.#oldest = 0
    this.#roster.remove(this.#roster.indexOf(key))
  }
}
