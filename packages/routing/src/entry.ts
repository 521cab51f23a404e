/** A contact together with what the routing table knows about its answers. */

import type { Contact } from './contact.ts'

/** A value, never changed: the table replaces the whole entry when something new is known about its contact. */
export interface Entry {
  readonly contact: Contact
  /** When it last answered: milliseconds of the caller's clock. */
  readonly seenAt: number
  /** Requests without an answer since then. */
  readonly failures: number
}
