/** What can go wrong in a storage. */

/**
 * - `closed`: the storage is closed
 * - `locked`: another process has it open
 * - `failed`: the backend failed; `cause` has its error
 * - `read-only`: after a failure it reads, but writes no more
 * - `damaged`: what it holds under this name cannot be trusted
 * - `newer-format`: a later version of the backend has written what is there
 * - `foreign`: something else has written what is there
 * - `timeout`: opening takes too long
 */
export type StorageErrorCode =
  | 'closed'
  | 'locked'
  | 'failed'
  | 'read-only'
  | 'damaged'
  | 'newer-format'
  | 'foreign'
  | 'timeout'

/** An error of a storage; `code` says which, never match on the message. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
