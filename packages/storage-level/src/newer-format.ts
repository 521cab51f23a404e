/** Refusing what a later version of this package has written. */

import { LevelStorageError } from './level-storage-error.ts'

/** The error for it; whoever throws it has changed nothing. */
export function newerFormat(where: string, format: number, ours: number): LevelStorageError {
  return new LevelStorageError(
    'newer-format',
    `${where} has format ${format}, and this version of @kadkit/storage-level reads up to ${ours}`,
  )
}
