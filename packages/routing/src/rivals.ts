/** Two contacts compete when they have the same key or the same address: only one of them can be in a bucket. */

import type { Bucket } from './bucket.ts'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/**
 * The contact in a bucket that has the address of `contact` under another key; `except` is not looked at.
 * It scans all buckets: 1 or 2 µs, and only for newcomers. A Map by address would be half as large as the table.
 */
export function holderOf(
  buckets: readonly (Bucket | undefined)[],
  contact: Contact,
  except: Entry | undefined,
): Entry | undefined {
  for (const bucket of buckets) {
    if (bucket === undefined) continue
    for (const entry of bucket.contacts) {
      if (entry.contact.address === contact.address && entry !== except) return entry
    }
  }
  return undefined
}

/** The understudy that competes with `held` and has answered since `held` last did: the last answer is believed. */
export function claimantOf(buckets: readonly (Bucket | undefined)[], held: Entry): Entry | undefined {
  for (const bucket of buckets) {
    if (bucket === undefined) continue
    for (const entry of bucket.understudies) {
      if (entry.seenAt >= held.seenAt && competes(entry.contact, held.contact)) return entry
    }
  }
  return undefined
}

function competes(a: Contact, b: Contact): boolean {
  return a.address === b.address || a.key.equals(b.key)
}
