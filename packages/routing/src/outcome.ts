/** What the routing table says about a change, and whom it asks its caller to check. */

import { KEY_BITS } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/**
 * What became of a contact that has answered.
 * - `added`: it is in bucket `bucket` now; `removed` is the silent contact whose place it took, if it took one
 * - `refreshed`: it was there; it is now the most recently seen one of its bucket, and its failures are forgotten
 * - `waiting`: its bucket is full, so it is an understudy; `check` is the bucket's least recently seen contact: ask it
 * - `conflict`: its key is held with another address, or its address under another key. It is an understudy, and
 *   `check` is the contact that is in its way and stays until it fails: ask it
 * - `self`: it has our own key, which never enters
 */
export type Seen =
  | { readonly type: 'added'; readonly bucket: number; readonly removed?: Contact }
  | { readonly type: 'refreshed' }
  | { readonly type: 'waiting'; readonly check: Contact }
  | { readonly type: 'conflict'; readonly check: Contact }
  | { readonly type: 'self' }

/** One for all: nearly every answer is of this kind. */
export const REFRESHED: Seen = { type: 'refreshed' }

export const SELF: Seen = { type: 'self' }

/** One for each bucket: a newcomer to an empty place. */
export const ADDED: readonly Seen[] = Array.from({ length: KEY_BITS }, (_, bucket) => ({
  type: 'added',
  bucket,
}))

/** A contact has left a bucket. */
export interface Removal {
  readonly removed: Contact
  /** The index of the bucket that it has left. */
  readonly bucket: number
  /** The understudy that has taken its place. */
  readonly promoted: Contact | undefined
  /** The contact that had claimed the address of the removed one, when it has entered another bucket for it. */
  readonly claimant?: Contact
}

/** One bucket as it is at this moment; the lists are copies. */
export interface BucketView {
  /** How many leading bits its contacts share with our own key: 0 to 255. */
  readonly index: number
  /** The least recently seen one first. */
  readonly contacts: readonly Entry[]
  /** The most recently seen one first. */
  readonly understudies: readonly Entry[]
}
