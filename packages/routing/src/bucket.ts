/** One k-bucket: contacts in the order in which they were seen, and the understudies that wait for a place. */

import type { Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'
import { Roster } from './roster.ts'

/** For so many understudies strangers are pinged. More wait if they answer something that they are asked anyway. */
const WANTED_UNDERSTUDIES = 5

/** Two short lists, and no rule but their order (paper, sections 2.2 and 4.1). */
export class Bucket {
  /** The least recently seen one first. */
  readonly contacts: Roster = new Roster()
  /** The most recently seen one first; one for each key. */
  readonly understudies: Roster = new Roster()

  /** The entry of the contact with this key. */
  get(key: Key): Entry | undefined {
    return this.contacts.entry(this.contacts.indexOf(key))
  }

  /** The first contact in the order of the list that has at least so many failures. */
  stale(failures: number): Contact | undefined {
    return this.contacts.contact(this.contacts.failures.findIndex((count) => count >= failures))
  }

  /** Puts an entry at its place in the order. */
  place(entry: Entry): void {
    const { seenAt } = this.contacts
    let at = seenAt.length
    while (at > 0 && (seenAt[at - 1] ?? 0) > entry.seenAt) at--
    this.contacts.insert(at, entry)
  }

  /** The contact at `index` has answered again: puts it at its place in the order, and forgets its failures. */
  renew(index: number, seenAt: number): void {
    if ((this.contacts.seenAt.at(-1) ?? 0) <= seenAt) {
      this.contacts.renew(index, seenAt)
      return
    }
    const contact = this.contacts.contact(index)
    this.contacts.remove(index)
    if (contact !== undefined) this.place({ contact, seenAt, failures: 0 })
  }

  /** Takes out the contact with this key, which is in this bucket. */
  leave(key: Key): void {
    this.contacts.remove(this.contacts.indexOf(key))
  }

  /** Whether an understudy has both this key and this address. */
  hasUnderstudy({ key, address }: Contact): boolean {
    const at = this.understudies.indexOf(key)
    return at >= 0 && this.understudies.addresses[at] === address
  }

  /** Whether it is worth a ping to have one more understudy, of `limit` at most. */
  wantsUnderstudy(limit: number): boolean {
    return this.understudies.length < Math.min(limit, WANTED_UNDERSTUDIES)
  }

  /** Puts an entry in front of the understudies, and forgets whoever is beyond `limit`. */
  wait(entry: Entry, limit: number): void {
    this.dismiss(entry.contact.key)
    if (limit === 0) return
    if (this.understudies.length === limit) this.understudies.remove(limit - 1)
    this.understudies.insert(0, entry)
  }

  /** Forgets the understudy with this key. */
  dismiss(key: Key): void {
    const at = this.understudies.indexOf(key)
    if (at >= 0) this.understudies.remove(at)
  }
}
