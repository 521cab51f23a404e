/** Contacts in an order, with what is known of their answers: a small table, kept by columns. */

import { firstWordOf, type Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/**
 * One array for each field of an {@link Entry}, and one for the first words of the keys. With an object for each entry
 * it would be twice as large, and a search for a key would follow three references at each step: where thousands of
 * tables share one process, that is three misses of the processor's cache. Here it passes over one array of integers.
 */
export class Roster {
  /** The first 32 bits of each contact's key. */
  heads: number[] = []
  contacts: Contact[] = []
  seenAt: number[] = []
  failures: number[] = []
  /** How many entries there is room for. */
  #capacity = 0

  get length(): number {
    return this.heads.length
  }

  /** Where the contact with this key is; -1 when it is not here. */
  indexOf(key: Key): number {
    const { heads, contacts } = this
    const head = firstWordOf(key)
    for (let i = 0; i < heads.length; i++) {
      if (heads[i] === head && contacts[i]?.key.equals(key) === true) return i
    }
    return -1
  }

  /** The contact at `index`; undefined for -1. */
  contact(index: number): Contact | undefined {
    return index < 0 ? undefined : this.contacts[index]
  }

  /** All that is known of the contact at `index`; undefined for -1. */
  entry(index: number): Entry | undefined {
    const contact = this.contact(index)
    if (contact === undefined) return undefined
    return { contact, seenAt: this.seenAt[index] ?? 0, failures: this.failures[index] ?? 0 }
  }

  /** All entries, in an array of the caller's own. */
  entries(): Entry[] {
    return this.contacts.map((contact, i) => ({
      contact,
      seenAt: this.seenAt[i] ?? 0,
      failures: this.failures[i] ?? 0,
    }))
  }

  /** Puts an entry before the one at `index`, or at the end. */
  insert(index: number, { contact, seenAt, failures }: Entry): void {
    insertAt(this.heads, index, firstWordOf(contact.key))
    insertAt(this.contacts, index, contact)
    insertAt(this.seenAt, index, seenAt)
    insertAt(this.failures, index, failures)
    if (this.length > this.#capacity) this.#trim()
  }

  /** Takes out the entry at `index`. */
  remove(index: number): void {
    removeAt(this.heads, index)
    removeAt(this.contacts, index)
    removeAt(this.seenAt, index)
    removeAt(this.failures, index)
  }

  // An array that grows takes half of its length and 16 elements more; its copy takes none.
  #trim(): void {
    this.#capacity = this.length
    this.heads = this.heads.slice()
    this.contacts = this.contacts.slice()
    this.seenAt = this.seenAt.slice()
    this.failures = this.failures.slice()
  }
}

// Not Array.prototype.splice, which makes an array of what it has removed.
function insertAt<T>(array: T[], index: number, item: T): void {
  let at = array.length
  array.push(item)
  for (; at > index; at--) array[at] = array[at - 1] as T
  array[at] = item
}

function removeAt<T>(array: T[], index: number): void {
  for (let at = index + 1; at < array.length; at++) array[at - 1] = array[at] as T
  array.pop()
}
