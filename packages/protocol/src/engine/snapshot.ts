/** An engine's whole state at one instant, as plain data: to look at, to test, to draw. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Request } from '../wire/message.ts'
import type { Publication } from '../wire/publication.ts'
import type { Mode } from './mode.ts'

/** A contact in a bucket. */
export interface ContactState extends Contact {
  /** When it last answered us, in milliseconds of the engine's clock. */
  readonly seenAt: number
  /** Requests in a row that it left without an answer. */
  readonly failures: number
}

/** A bucket that has contacts or understudies. */
export interface BucketState {
  /** The leading bits that its contacts share with our key: 0 is the far half of the space. */
  readonly index: number
  /** Least recently seen first. */
  readonly contacts: readonly ContactState[]
  /** Contacts that wait for a place, most recently seen first (paper, section 4.1). */
  readonly understudies: readonly ContactState[]
}

/** A value that is held; its bytes are in the storage. */
export interface HeldValue {
  readonly key: Key
  readonly valueBytes: number
  readonly expiresAt: number
  readonly cached: boolean
  readonly publication: Publication
  /** The network that it came from, such as "192.0.2.0/24"; absent where we have put it ourselves. */
  readonly source?: string
}

/** A value that we have published ourselves; its bytes are in the storage. */
export interface OwnValue {
  readonly key: Key
  readonly valueBytes: number
  readonly publication: Publication
  /** Until when it is published; Infinity: until it is removed. */
  readonly until: number
  /** When it was last published, and when it will be next; Infinity: no more, those who hold it know its end. */
  readonly publishedAt: number
  readonly nextAt: number
}

/** A request that waits for its answer. */
export interface PendingRequest {
  readonly id: string
  readonly to: string
  readonly type: Request['type']
  /** How many times it has been sent. */
  readonly sent: number
}

export interface Snapshot {
  /** Milliseconds of the engine's clock. */
  readonly at: number
  readonly self: Contact
  readonly mode: Mode
  /** The width of a lookup; the capacity of a bucket too, unless the configuration sets that apart. */
  readonly k: number
  readonly buckets: readonly BucketState[]
  readonly values: readonly HeldValue[]
  readonly own: readonly OwnValue[]
  readonly pending: readonly PendingRequest[]
}
