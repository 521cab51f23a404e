/** A storage in a folder of the disk: LevelDB, with a journal beside it that notices what LevelDB has lost. */

import { mkdir, realpath } from 'node:fs/promises'
import { type OpenAppendFile, openAppendFile } from './append-file.ts'
import type { Backing } from './backing.ts'
import { finishMigration, hasBareDatabase, migrate } from './bare-database.ts'
import { closeAll } from './close-all.ts'
import { hasOurFormat, writeFormat } from './format-file.ts'
import { lock } from './gate.ts'
import { completeOptions, type LevelStorageOptions } from './level-options.ts'
import { LevelStorage } from './level-storage.ts'
import { asLevelError } from './level-storage-error.ts'
import { type OpenFolder, recoverFolder } from './recover-folder.ts'
import { withinTime } from './time-limit.ts'
import { removeOthers, syncLogs } from './values.ts'

/**
 * Opens the storage in a folder, which is made when it is not there. Everything in it is read and compared with the
 * journal; what was lost or damaged is counted in `recovered`, and what can be trusted is built anew.
 *
 * A database that `levelStorage` wrote there is taken over, and moved to `backup-format-1`.
 *
 * @throws RangeError when an option is wrong
 * @throws LevelStorageError `locked`, `newer-format`, `foreign`, `timeout` or `failed`
 */
export function openLevelStorage(path: string, options: LevelStorageOptions = {}): Promise<LevelStorage> {
  return openStorage(path, options, openAppendFile)
}

/** The same, with files of the caller's: a test can have a disk that fails. */
export async function openStorage(
  path: string,
  options: LevelStorageOptions,
  openFile: OpenAppendFile,
): Promise<LevelStorage> {
  if (typeof path !== 'string' || path === '') throw new TypeError('path must be the name of a folder')
  const complete = completeOptions(options)
  const { clock, openTimeoutMs } = complete
  const backing = await withinTime(clock, openTimeoutMs, `opening ${path}`, locked(path, openFile), (late) =>
    late.release(),
  )
  return new LevelStorage(backing, complete)
}

async function locked(path: string, openFile: OpenAppendFile): Promise<Backing> {
  try {
    await mkdir(path, { recursive: true })
    return await openedAt(await realpath(path), openFile)
  } catch (error) {
    throw asLevelError(error, `open ${path}`)
  }
}

/** `path` is the one name of the folder: the lock knows no other. */
async function openedAt(path: string, openFile: OpenAppendFile): Promise<Backing> {
  // Before the lock, which makes files: a newer format is not touched.
  await hasOurFormat(path)
  const unlock = await lock(path)
  try {
    return backingOf(path, await openedIn(path, openFile), unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function openedIn(path: string, openFile: OpenAppendFile): Promise<OpenFolder> {
  const isOurs = await hasOurFormat(path)
  if (!isOurs && (await hasBareDatabase(path))) return migrate(path, openFile)
  const folder = await recoverFolder(path, openFile)
  try {
    if (!isOurs) await writeFormat(path, openFile)
    await finishMigration(path)
    await removeOthers(path, folder.generation)
    return folder
  } catch (error) {
    await closeAll([folder.database, folder.journal])
    throw error
  }
}

function backingOf(path: string, folder: OpenFolder, unlock: () => Promise<void>): Backing {
  const { database, journal, catalog, recovered, generation } = folder
  return {
    database,
    journal,
    catalog,
    recovered,
    async flush() {
      await syncLogs(path, generation)
      await journal.sync()
    },
    async release() {
      await closeAll([database, journal])
      await unlock()
    },
  }
}
