/** A value that was found. */

import type { Contact } from '@kadkit/routing'

export class FoundValue {
  /** The value, in an array of the caller's own. */
  readonly bytes: Uint8Array
  /** Who gave it. */
  readonly holder: Contact
  /** When it ends at that holder: milliseconds since 1970. */
  readonly expiresAt: number

  constructor(bytes: Uint8Array, holder: Contact, expiresAt: number) {
    this.bytes = bytes
    this.holder = holder
    this.expiresAt = expiresAt
  }

  /** The value read as UTF-8; what is not UTF-8 becomes U+FFFD. */
  text(): string {
    return new TextDecoder().decode(this.bytes)
  }
}
