/** Two contacts compete when they have the same key or the same address: only one of them can be in a bucket. */

import type { Key } from '@kadkit/key'
import { AddressSieve, endOf } from './address-sieve.ts'
import type { Bucket } from './bucket.ts'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/** Which contact in the buckets of a table has an address, or a key. */
export class Holders {
  readonly #buckets: readonly (Bucket | undefined)[]
  readonly #holderOf: (key: Key) => Contact | undefined
  readonly #sieve = new AddressSieve()

  constructor(buckets: readonly (Bucket | undefined)[], holderOf: (key: Key) => Contact | undefined) {
    this.#buckets = buckets
    this.#holderOf = holderOf
  }

  /** A contact with this address, which nobody has, is about to enter a bucket. */
  add(address: string): void {
    if (this.#sieve.full) this.#renew()
    this.#sieve.add(address, endOf(address))
  }

  /** The same, unless a contact in a bucket has this address: then gives it. */
  claim(address: string): Contact | undefined {
    const sieve = this.#sieve
    if (sieve.full) this.#renew()
    const end = endOf(address)
    if (sieve.addNew(address, end)) return undefined
    const holder = this.#search(address)
    if (holder === undefined) sieve.add(address, end)
    return holder
  }

  /** The contact in a bucket that has this address; `except` is not looked at. It scans them only for a likely one. */
  get(address: string, except?: Contact): Contact | undefined {
    return this.#sieve.passes(address, endOf(address)) ? this.#search(address, except) : undefined
  }

  #search(address: string, except?: Contact): Contact | undefined {
    for (const bucket of this.#buckets) {
      if (bucket === undefined) continue
      const { contacts } = bucket
      for (let at = 0; at < contacts.length; at++) {
        if (contacts.addressAt(at) === address && !(except && contacts.keyAt(at).equals(except.key))) {
          return contacts.contact(at)
        }
      }
    }
    if (except === undefined) this.#sieve.erred()
    if (this.#sieve.worn) this.#renew()
    return undefined
  }

  /** The contact that has the key or the address of this one, so that it cannot enter; `except` is not looked at. */
  rivalOf({ key, address }: Contact, except?: Contact): Contact | undefined {
    const held = this.#holderOf(key)
    const isExcept = except !== undefined && held?.key.equals(except.key)
    return held !== undefined && !isExcept ? held : this.get(address, except)
  }

  /** Who has the key of this one, in `bucket`, where it belongs, or its address, in any; and the understudy that has both. */
  namesakes({ key, address }: Contact, bucket: Bucket | undefined): Contact[] {
    const byKey = bucket?.get(key)?.contact
    const byAddress = this.get(address, byKey)
    const waiting = bucket?.hasUnderstudy({ key, address }) ? { key, address } : undefined
    return [byKey, byAddress, waiting].filter((contact) => contact !== undefined)
  }

  #renew(): void {
    const rosters = this.#buckets.flatMap((bucket) => bucket?.contacts ?? [])
    // With the one that is about to enter, so that a full sieve becomes four times as large: searches in vain cost more than its words.
    this.#sieve.clear(rosters.reduce((sum, { length }) => sum + length, 1))
    for (const roster of rosters) {
      for (let at = 0; at < roster.length; at++)
        this.#sieve.add(roster.addressAt(at), endOf(roster.addressAt(at)))
    }
  }
}

/** The understudy that competes with `held` and has answered since `held` last did: the last answer is believed. */
export function claimantOf(buckets: readonly (Bucket | undefined)[], held: Entry): Entry | undefined {
  for (const bucket of buckets) {
    const claimant = bucket?.rivalOf(held.contact, held.seenAt)
    if (claimant !== undefined) return claimant
  }
  return undefined
}
