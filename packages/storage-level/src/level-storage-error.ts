/** What can go wrong in a storage over a level database. */

import { StorageError, type StorageErrorCode } from '@kadkit/storage'

/**
 * A {@link StorageError} of this package; `code` says which, never match on the message.
 * - `closed`: the storage is closed
 * - `locked`: another process, or another storage of this one, has it open; nothing was touched
 * - `read-only`: a write or an fsync has failed, `cause` is its error; reading goes on, writing needs a new opening
 * - `damaged`: the bytes of this name cannot be trusted; the next opening counts it as lost
 * - `newer-format`: a later version of this package has written it; nothing was touched
 * - `foreign`: something else has written it; nothing was touched
 * - `timeout`: opening took longer than `openTimeoutMs`
 * - `failed`: the system or the database failed; `cause` is its error
 */
export class LevelStorageError extends StorageError {}

/** The error of the world as one of ours: what is ours already stays, a lock is `locked`, all else has `code`. */
export function asLevelError(
  error: unknown,
  doing: string,
  code: StorageErrorCode = 'failed',
): LevelStorageError {
  if (error instanceof LevelStorageError) return error
  if (isLocked(error)) {
    return new LevelStorageError(
      'locked',
      `cannot ${doing}: it is open already, here or in another process`,
      {
        cause: error,
      },
    )
  }
  return new LevelStorageError(code, `cannot ${doing}: ${wordsOf(error)}`, { cause: error })
}

function isLocked(error: unknown): boolean {
  return codesOf(error).includes('LEVEL_LOCKED')
}

/** The `code` of an error and of its causes: abstract-level puts the reason for a failed opening into `cause`. */
function codesOf(error: unknown): readonly unknown[] {
  if (!(error instanceof Error)) return []
  return ['code' in error ? error.code : undefined, ...codesOf(error.cause)]
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
