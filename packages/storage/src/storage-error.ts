/** What can go wrong in a storage. */

/**
 * - `closed`: the storage is closed
 * - `locked`: another process has it open
 * - `failed`: the backend failed; `cause` has its error
 */
export type StorageErrorCode = 'closed' | 'locked' | 'failed'

/** An error of a storage; `code` says which, never match on the message. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
