/** Two contacts compete when they have the same key or the same address: only one of them can be in a bucket. */

import { AddressSieve } from './address-sieve.ts'
import type { Bucket } from './bucket.ts'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/** Which contact in the buckets of a table has an address. */
export class Holders {
  readonly #buckets: readonly (Bucket | undefined)[]
  readonly #sieve = new AddressSieve()

  constructor(buckets: readonly (Bucket | undefined)[]) {
    this.#buckets = buckets
  }

  /** A contact with this address is in a bucket now. */
  add(address: string): void {
    this.#sieve.add(address)
    if (this.#sieve.crowded) this.#renew()
  }

  /** The contact in a bucket that has this address; `except` is not looked at. It scans them only for a likely one. */
  get(address: string, except: Contact | undefined): Contact | undefined {
    if (!this.#sieve.passes(address)) return undefined
    for (const bucket of this.#buckets) {
      if (bucket === undefined) continue
      for (const contact of bucket.contacts.contacts) {
        if (contact.address === address && contact !== except) return contact
      }
    }
    return undefined
  }

  #renew(): void {
    const rosters = this.#buckets.flatMap((bucket) => bucket?.contacts ?? [])
    this.#sieve.clear(rosters.reduce((sum, { length }) => sum + length, 0))
    for (const { contacts } of rosters) for (const { address } of contacts) this.#sieve.add(address)
  }
}

/** The understudy that competes with `held` and has answered since `held` last did: the last answer is believed. */
export function claimantOf(buckets: readonly (Bucket | undefined)[], held: Entry): Entry | undefined {
  for (const bucket of buckets) {
    if (bucket === undefined) continue
    const { contacts, seenAt } = bucket.understudies
    for (const [i, contact] of contacts.entries()) {
      if ((seenAt[i] ?? 0) >= held.seenAt && competes(contact, held.contact)) {
        return bucket.understudies.entry(i)
      }
    }
  }
  return undefined
}

function competes(a: Contact, b: Contact): boolean {
  return a.address === b.address || a.key.equals(b.key)
}
