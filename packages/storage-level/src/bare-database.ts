/** Format 1: a database that `levelStorage` wrote, without a folder around it. It is taken over as a whole. */

import { access, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { type OpenAppendFile, syncFolder } from './append-file.ts'
import { closeAll } from './close-all.ts'
import { DATABASE_FORMAT } from './commit.ts'
import { writeFormat } from './format-file.ts'
import { gateFolder } from './gate.ts'
import { Journal } from './journal.ts'
import { LevelStorageError } from './level-storage-error.ts'
import { newerFormat } from './newer-format.ts'
import { rebuild } from './rebuild.ts'
import { recoverDatabase } from './recover-database.ts'
import type { OpenFolder } from './recover-folder.ts'
import { readCommit } from './survey.ts'
import { createValues, removeOthers, syncLogs } from './values.ts'

const BACKUP = 'backup-format-1'
const COPY = 'gate/copy'
const ITS_FILES = /^(?:CURRENT|LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.(?:log|ldb|sst))$/

/** Whether a LevelDB lies in the folder itself. */
export async function hasBareDatabase(folder: string): Promise<boolean> {
  return access(join(folder, 'CURRENT')).then(
    () => true,
    () => false,
  )
}

/**
 * Copies what is in the database to a folder of our format, and moves the database itself to a backup. If it is cut
 * off, it begins again the next time; after FORMAT is written, only the moving is left.
 */
export async function migrate(folder: string, open: OpenAppendFile): Promise<OpenFolder> {
  await mustBeOurs(folder)
  const old = new ClassicLevel(folder, { createIfMissing: false })
  await old.open()
  const opened: { close(): Promise<void> }[] = [old]
  try {
    const { catalog, recovered } = await recoverDatabase(old)
    const database = await createValues(folder, 1)
    opened.push(database)
    await removeOthers(folder, 1)
    await rebuild(old, database, catalog, nothing())
    await syncLogs(folder, 1)
    const journal = await Journal.begin({ folder, generation: 1, open }, catalog)
    opened.push(journal)
    await writeFormat(folder, open)
    await old.close()
    await finishMigration(folder)
    return { database, journal, catalog, generation: 1, recovered }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

/** Moves the files of the old database to the backup, if they are still there. */
export async function finishMigration(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => ITS_FILES.test(name))
  if (files.length === 0) return
  await mkdir(join(folder, BACKUP), { recursive: true })
  for (const file of files) await rename(join(folder, file), join(folder, BACKUP, file))
  await syncFolder(folder)
}

/** Looks into a copy: opening a LevelDB changes it, and a stranger's must not be touched. */
async function mustBeOurs(folder: string): Promise<void> {
  const copy = join(folder, COPY)
  await rm(copy, { recursive: true, force: true })
  await mkdir(copy)
  try {
    for (const file of await readdir(folder)) {
      if (ITS_FILES.test(file) && file !== 'LOCK') await copyFile(join(folder, file), join(copy, file))
    }
    const database = new ClassicLevel(copy, { createIfMissing: false })
    await database.open()
    const commit = await readCommit(database).finally(() => database.close())
    if (typeof commit === 'number') throw newerFormat(folder, commit, DATABASE_FORMAT)
    if (commit === undefined) {
      throw new LevelStorageError(
        'foreign',
        `${folder} has a database that @kadkit/storage-level did not write`,
      )
    }
    await rm(copy, { recursive: true, force: true })
  } catch (error) {
    // the lock goes, too: nothing of us stays
    await rm(gateFolder(folder), { recursive: true, force: true })
    throw error
  }
}

async function* nothing(): AsyncGenerator<never> {}
