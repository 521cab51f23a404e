/** What a node counts. */

import type { MessageCounts } from '@kadkit/protocol'

/** received = accepted + the sum of `dropped`, by reason: no message is lost without a name, and a bundle at fault counts as one. */
export interface Stats extends MessageCounts {
  /** Messages that the transport refused to send: a bad address, or too large. */
  readonly unsent: number
  /** Reads and writes that the storage failed to do. */
  readonly storageErrors: number
  /** Exceptions thrown by listeners. */
  readonly listenerErrors: number
  /** Contacts in the routing table. */
  readonly contacts: number
  /** Values held. */
  readonly values: number
  /** Values that we publish ourselves. */
  readonly own: number
  /** Operations that have not ended. */
  readonly operations: number
}
