/** A storage over a database of the caller's: any of the abstract-level family, on a disk, in memory or in a browser. */

import type { LevelDatabase } from './level-database.ts'
import { COMMIT_KEY, ENCODINGS } from './level-database.ts'
import { completeOptions, type LevelStorageOptions } from './level-options.ts'
import { LevelStorage } from './level-storage.ts'
import { asLevelError } from './level-storage-error.ts'
import { type OpenDatabase, recoverDatabase } from './recover-database.ts'
import { withinTime } from './time-limit.ts'

/**
 * Opens a database, of whatever encodings, as a storage. It belongs to the storage from now on, which closes it; it
 * must be empty, or have been written by this function.
 *
 * Each record has its own checksum, and each batch says how many names there are after it, so that damage within
 * the database is noticed. What a database has forgotten as a whole, back to an earlier batch, it takes along with
 * the count: only `openLevelStorage` notices that. With a database that knows no `sync`, `always` and `interval`
 * promise no more than `os`.
 *
 * @throws RangeError when an option is wrong
 * @throws LevelStorageError `locked`, `newer-format`, `foreign`, `timeout` or `failed`
 */
export async function levelStorage(
  database: LevelDatabase,
  options: LevelStorageOptions = {},
): Promise<LevelStorage> {
  const complete = completeOptions(options)
  const { clock, openTimeoutMs } = complete
  const opened = await withinTime(clock, openTimeoutMs, 'opening the database', recovered(database), () =>
    database.close(),
  )
  return new LevelStorage(
    {
      ...opened,
      database,
      journal: undefined,
      flush: () => writeThrough(database),
      release: () => database.close(),
    },
    complete,
  )
}

async function recovered(database: LevelDatabase): Promise<OpenDatabase> {
  try {
    await database.open()
    return await recoverDatabase(database)
  } catch (error) {
    await database.close().catch(() => {})
    throw asLevelError(error, 'open the database')
  }
}

/** A write with `sync` makes durable what was written before it: here, the last commit once more. */
async function writeThrough(database: LevelDatabase): Promise<void> {
  const value = await database.get(COMMIT_KEY, ENCODINGS)
  if (value === undefined) return
  await database.batch([{ type: 'put', key: COMMIT_KEY, value }], { ...ENCODINGS, sync: true })
}
