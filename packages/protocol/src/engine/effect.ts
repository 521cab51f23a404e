/** What an engine wants done: the only way in which anything comes out of it. */

import type { Key } from '@kadkit/key'
import type { Message } from '../wire/message.ts'
import type { AgedContact } from '../wire/stored-state.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { NodeEvent } from './event.ts'
import type { OperationId, Outcome } from './outcome.ts'
import type { Shelf } from './shelf.ts'

/** Names a wish to the storage until it is answered. */
export type Ticket = number

export type Effect =
  /** Send this message. Say `unsent` if that is known to be impossible. */
  | { readonly type: 'send'; readonly to: string; readonly message: Message }
  /** Read this key's record on this shelf, then say `loaded`: a record, none, or 'unreadable'. */
  | { readonly type: 'load'; readonly ticket: Ticket; readonly shelf: Shelf; readonly key: Key }
  /** Keep this record on this shelf, then say `saved`: a STORE is acknowledged only after it. */
  | { readonly type: 'save'; readonly ticket: Ticket; readonly shelf: Shelf; readonly record: ValueRecord }
  /** Forget this key's record on this shelf. No answer is awaited. */
  | { readonly type: 'drop'; readonly shelf: Shelf; readonly key: Key }
  /** Keep these contacts for the next start, in place of all that were kept before. No answer is awaited. */
  | { readonly type: 'note'; readonly contacts: readonly AgedContact[] }
  /** An operation has ended; its id is never used again. */
  | { readonly type: 'settle'; readonly operation: OperationId; readonly outcome: Outcome }
  /** Something happened that people may want to watch. */
  | { readonly type: 'emit'; readonly event: NodeEvent }
