/** One k-bucket: contacts in the order in which they were seen, and the understudies that wait for a place. */

import type { Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'
import { Roster } from './roster.ts'
import { Understudies } from './understudies.ts'

/** For so many understudies strangers are pinged. More wait if they answer something that they are asked anyway. */
const WANTED_UNDERSTUDIES = 5

/** Two short lists, and no rule but their order (paper, sections 2.2 and 4.1). */
export class Bucket {
  /** The least recently seen one first. */
  readonly contacts: Roster
  /** Undefined while nobody waits, as in most buckets of a small network. */
  #understudies: Understudies | undefined

  /** Of `size` contacts, usually. */
  constructor(index: number, size: number) {
    this.contacts = new Roster(index + 1, size)
  }

  /** How many leading bits its keys share with our own. */
  get index(): number {
    return this.contacts.from - 1
  }

  /** How many wait. */
  get waiting(): number {
    return this.#understudies?.length ?? 0
  }

  /** The most recently seen one first. */
  understudies(): Entry[] {
    return this.#understudies?.entries() ?? []
  }

  /** The entry of the contact with this key. */
  get(key: Key): Entry | undefined {
    return this.contacts.entry(this.contacts.indexOf(key))
  }

  /** The first contact in the order of the list that has at least so many failures. */
  stale(failures: number): Contact | undefined {
    const { contacts } = this
    if (!contacts.flawed) return undefined
    for (let at = 0; at < contacts.length; at++)
      if (contacts.failures(at) >= failures) return contacts.contact(at)
    return undefined
  }

  /** A contact without failures, whose head this is, enters at its place in the order, and waits no longer. */
  enter(contact: Contact, seenAt: number, head: number): void {
    this.#understudies?.dismiss(contact.key)
    this.place(contact, seenAt, head)
  }

  /** Puts a contact without failures, whose head this is, at its place in the order. */
  place(contact: Contact, seenAt: number, head: number): void {
    const { contacts } = this
    const { length } = contacts
    if (length === 0 || contacts.seenAt(length - 1) <= seenAt) contacts.append(contact, head, seenAt)
    else this.insert(contact, seenAt)
  }

  /** Puts a contact without failures before those that were seen later. */
  insert(contact: Contact, seenAt: number): void {
    const { contacts } = this
    let at = contacts.length
    while (at > 0 && contacts.seenAt(at - 1) > seenAt) at--
    contacts.insert(at, { contact, seenAt, failures: 0 })
  }

  /** The contact at `index` has answered again: puts it at its place in the order, and forgets its failures. */
  renew(index: number, seenAt: number): void {
    const { contacts } = this
    if (contacts.seenAt(contacts.length - 1) <= seenAt) {
      contacts.renew(index, seenAt)
      return
    }
    const contact = contacts.contact(index)
    contacts.remove(index)
    if (contact !== undefined) this.place(contact, seenAt, contacts.headOf(contact.key))
  }

  /** Takes out the contact with this key, which is in this bucket. */
  leave(key: Key): void {
    this.contacts.remove(this.contacts.indexOf(key))
  }

  /** Whether an understudy has both this key and this address. */
  hasUnderstudy(contact: Contact): boolean {
    return this.#understudies?.has(contact) === true
  }

  /** Whether it is worth a ping to have one more understudy, of `limit` at most. */
  wantsUnderstudy(limit: number): boolean {
    return this.waiting < Math.min(limit, WANTED_UNDERSTUDIES)
  }

  /** The understudy seen last of those that have answered since, and have the key or the address of this contact. */
  rivalOf(contact: Contact, since: number): Entry | undefined {
    return this.#understudies?.rivalOf(contact, since)
  }

  /** Puts a contact, whose head this is, in front of the understudies, and forgets whoever is beyond `limit`, which is always the same. */
  wait(
    contact: Contact,
    seenAt: number,
    limit: number,
    head: number = this.contacts.headOf(contact.key),
  ): void {
    if (limit === 0) return
    this.#understudies ??= new Understudies(this.contacts.from, limit)
    this.#understudies.wait(contact, head, seenAt)
  }

  /** Forgets the understudy with this key. */
  dismiss(key: Key): void {
    this.#understudies?.dismiss(key)
  }
}
