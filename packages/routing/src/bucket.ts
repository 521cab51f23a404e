/** One k-bucket: contacts in the order in which they were seen, and the understudies that wait for a place. */

import type { Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/**
 * Two short lists, and no rule but their order (paper, sections 2.2 and 4.1). They are scanned, not indexed: with
 * at most 2k entries a Map would save no time, and 100,000 tables in one process would feel its size.
 */
export class Bucket {
  /** The least recently seen one first. */
  readonly contacts: Entry[] = []
  /** The most recently seen one first; one for each key. */
  readonly understudies: Entry[] = []

  /** The entry of the contact with this key. */
  get(key: Key): Entry | undefined {
    return this.contacts.find((entry) => entry.contact.key.equals(key))
  }

  /** The first contact in the order of the list that has at least so many failures. */
  stale(failures: number): Entry | undefined {
    return this.contacts.find((entry) => entry.failures >= failures)
  }

  /** Puts an entry at its place in the order. */
  place(entry: Entry): void {
    let at = this.contacts.length
    while (at > 0) {
      const before = this.contacts[at - 1]
      if (before === undefined || before.seenAt <= entry.seenAt) break
      this.contacts[at] = before
      at--
    }
    this.contacts[at] = entry
  }

  /** Takes out an entry of this bucket. */
  leave(entry: Entry): void {
    this.contacts.splice(this.contacts.indexOf(entry), 1)
  }

  /** Puts `entry` where `old` is. */
  replace(old: Entry, entry: Entry): void {
    this.contacts[this.contacts.indexOf(old)] = entry
  }

  /** The understudy that has both this key and this address. */
  understudy(contact: Contact): Entry | undefined {
    const same = (other: Contact) => other.address === contact.address && other.key.equals(contact.key)
    return this.understudies.find((entry) => same(entry.contact))
  }

  /** Puts an entry in front of the understudies, and forgets whoever is beyond `limit`. */
  wait(entry: Entry, limit: number): void {
    this.dismiss(entry.contact.key)
    this.understudies.unshift(entry)
    if (this.understudies.length > limit) this.understudies.length = limit
  }

  /** Forgets the understudy with this key. */
  dismiss(key: Key): void {
    const at = this.understudies.findIndex((entry) => entry.contact.key.equals(key))
    if (at >= 0) this.understudies.splice(at, 1)
  }
}
