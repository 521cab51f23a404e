/** What can go wrong in a transport. */

/**
 * - `too-large`: the message is longer than `maxMessageBytes`
 * - `closed`: the transport is closed, or not open yet
 * - `bad-address`: the address is not one of this transport's kind
 * - `already-open`: `open` was called twice
 * - `address-in-use`, `address-unavailable`, `access-denied`: `open` could not have the local address that was asked for
 * - `open-failed`: `open` failed otherwise; `cause` has the system's error
 */
export type TransportErrorCode =
  | 'too-large'
  | 'closed'
  | 'bad-address'
  | 'already-open'
  | 'address-in-use'
  | 'address-unavailable'
  | 'access-denied'
  | 'open-failed'

/** An error of a transport; `code` says which, never match on the message. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly code: TransportErrorCode

  constructor(code: TransportErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
