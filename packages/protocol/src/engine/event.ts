/** What can be watched in a node. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { DropReason } from './counters.ts'
import type { OperationId } from './outcome.ts'

/** One thing that happened in a lookup. */
export type LookupStep =
  | { readonly type: 'asked'; readonly contact: Contact }
  /** It answered; `listed` contacts were in the answer, of which `added` were new to the lookup. */
  | { readonly type: 'answered'; readonly contact: Contact; readonly listed: number; readonly added: number }
  /** No answer within its usual time: its slot is free, a late answer still counts. */
  | { readonly type: 'slow'; readonly contact: Contact }
  | { readonly type: 'failed'; readonly contact: Contact }
  /** A round brought nothing closer: now all remaining of the k closest are asked (paper, section 2.3). */
  | { readonly type: 'widened' }

export type NodeEvent =
  | { readonly type: 'contact-added'; readonly contact: Contact; readonly bucket: number }
  /** It was known before a restart; nobody knows yet if it is still there. */
  | { readonly type: 'contact-restored'; readonly contact: Contact; readonly bucket: number }
  | { readonly type: 'contact-removed'; readonly contact: Contact; readonly bucket: number }
  | { readonly type: 'value-held'; readonly key: Key; readonly valueBytes: number; readonly cached: boolean }
  | {
      readonly type: 'value-dropped'
      readonly key: Key
      /** `evicted`: it has given way to another, for which there was no room. */
      readonly reason: 'evicted' | 'expired' | 'replaced' | 'lost'
    }
  /** One of our own values was published again, and is stored on so many nodes. */
  | { readonly type: 'value-republished'; readonly key: Key; readonly stored: number }
  /** One of our own values is published no more. */
  | { readonly type: 'publication-ended'; readonly key: Key; readonly reason: 'expired' | 'removed' | 'lost' }
  | { readonly type: 'message-dropped'; readonly from: string; readonly reason: DropReason }
  | {
      readonly type: 'lookup-step'
      readonly operation: OperationId
      readonly at: number
      readonly step: LookupStep
    }
