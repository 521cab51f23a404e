/** A value that was found. */

import type { Publication } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'

export class FoundValue {
  /** The value, in an array of the caller's own. */
  readonly bytes: Uint8Array
  /** Who gave it. */
  readonly holder: Contact
  /** When it ends at that holder: milliseconds since 1970. */
  readonly expiresAt: number
  /** Who published it, by what that holder says: nothing proves it. */
  readonly publication: Publication

  constructor(bytes: Uint8Array, holder: Contact, expiresAt: number, publication: Publication) {
    this.bytes = bytes
    this.holder = holder
    this.expiresAt = expiresAt
    this.publication = publication
  }

  /** The value read as UTF-8; what is not UTF-8 becomes U+FFFD. */
  text(): string {
    return new TextDecoder().decode(this.bytes)
  }
}
