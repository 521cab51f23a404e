/** Contacts in an order, with what is known of their answers: a small table, kept by columns. */

import { firstWordOf, type Key } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/**
 * One array for each field of an {@link Entry} and of its contact, and one for the first words of the keys. With an
 * object for each entry it would be twice as large, and a search for a key would follow three references at each step:
 * where thousands of tables share one process, that is three misses of the processor's cache. Here it passes over one
 * array of integers. A contact is made when somebody asks for it.
 */
export class Roster {
  /** The first 32 bits of each contact's key. */
  heads: number[] = []
  keys: Key[] = []
  addresses: string[] = []
  seenAt: number[] = []
  failures: number[] = []
  /** How many entries there is room for. */
  #capacity = 0

  get length(): number {
    return this.heads.length
  }

  /** Where the contact with this key is; -1 when it is not here. */
  indexOf(key: Key): number {
    const { heads, keys } = this
    const head = firstWordOf(key)
    for (let i = 0; i < heads.length; i++) {
      if (heads[i] === head && keys[i]?.equals(key) === true) return i
    }
    return -1
  }

  /** The contact at `index`; undefined for -1. */
  contact(index: number): Contact | undefined {
    const key = index < 0 ? undefined : this.keys[index]
    return key === undefined ? undefined : { key, address: this.addresses[index] ?? '' }
  }

  /** All that is known of the contact at `index`; undefined for -1. */
  entry(index: number): Entry | undefined {
    const contact = this.contact(index)
    if (contact === undefined) return undefined
    return { contact, seenAt: this.seenAt[index] ?? 0, failures: this.failures[index] ?? 0 }
  }

  /** All entries, in an array of the caller's own. */
  entries(): Entry[] {
    return this.keys.map((key, i) => ({
      contact: { key, address: this.addresses[i] ?? '' },
      seenAt: this.seenAt[i] ?? 0,
      failures: this.failures[i] ?? 0,
    }))
  }

  /** Puts an entry before the one at `index`, or at the end. */
  insert(index: number, { contact, seenAt, failures }: Entry): void {
    insertAt(this.heads, index, firstWordOf(contact.key))
    insertAt(this.keys, index, contact.key)
    insertAt(this.addresses, index, contact.address)
    insertAt(this.seenAt, index, seenAt)
    insertAt(this.failures, index, failures)
    if (this.length > this.#capacity) this.#trim()
  }

  /** The entry at `index` was seen again, later than all others: moves it to the end. */
  renew(index: number, seenAt: number): void {
    moveToEnd(this.heads, index)
    moveToEnd(this.keys, index)
    moveToEnd(this.addresses, index)
    moveToEnd(this.seenAt, index)
    moveToEnd(this.failures, index)
    const last = this.length - 1
    this.seenAt[last] = seenAt
    this.failures[last] = 0
  }

  /** Takes out the entry at `index`. */
  remove(index: number): void {
    removeAt(this.heads, index)
    removeAt(this.keys, index)
    removeAt(this.addresses, index)
    removeAt(this.seenAt, index)
    removeAt(this.failures, index)
  }

  // An array that grows takes half of its length and 16 elements more; its copy takes none.
  #trim(): void {
    this.#capacity = this.length
    this.heads = this.heads.slice()
    this.keys = this.keys.slice()
    this.addresses = this.addresses.slice()
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

function moveToEnd<T>(array: T[], index: number): void {
  const item = array[index] as T
  for (let at = index + 1; at < array.length; at++) array[at - 1] = array[at] as T
  array[array.length - 1] = item
}

function removeAt<T>(array: T[], index: number): void {
  moveToEnd(array, index)
  array.pop()
}
