/** How operations end. */

import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'
import type { Publication } from '../wire/publication.ts'

/** Names an operation (a join, find, get, put or call) from its start to its settling. */
export type OperationId = number

/** Why an operation could not do its work. */
export type FailureReason =
  /** A join: none of the addresses answered. */
  | 'no-bootstrap'
  /** A call: no answer came, after all retries. */
  | 'no-answer'
  /** A put: nobody stored the value. */
  | 'not-stored'
  /** A put: nobody stored the value, and somebody because it holds a newer one of this key. */
  | 'outdated'
  /** A put: we publish as many values, or bytes, as the configuration allows. */
  | 'full'
  /** More operations are waiting than the configuration allows. */
  | 'overloaded'

export type Outcome =
  | { readonly type: 'joined'; readonly contacts: number }
  /** The k closest contacts that answered, nearest first; with ourselves where we are one of them. */
  | { readonly type: 'found-nodes'; readonly contacts: readonly Contact[] }
  | {
      readonly type: 'found-value'
      readonly value: Uint8Array
      readonly holder: Contact
      /** Milliseconds of the engine's clock. */
      readonly expiresAt: number
      readonly publication: Publication
    }
  /** A whole lookup found no value. */
  | { readonly type: 'no-value' }
  /** Who has it, and who was to have it but does not; nearest first. */
  | { readonly type: 'stored'; readonly stored: readonly Contact[]; readonly failed: readonly Contact[] }
  | { readonly type: 'answered'; readonly reply: Reply; readonly from: Contact }
  | {
      readonly type: 'failed'
      readonly reason: FailureReason
      /** Who was asked in vain. */
      readonly failed: readonly Contact[]
    }
