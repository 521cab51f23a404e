/** The file FORMAT: which version of this package has written a folder. */

import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type OpenAppendFile, syncFolder } from './append-file.ts'
import { isMissing } from './journal.ts'
import { FOLDER_FORMAT } from './journal-text.ts'
import { newerFormat } from './newer-format.ts'
import { seal, unseal } from './sealed-text.ts'

const FILE = 'FORMAT'
const MAGIC = 'kadkit-storage-level folder'

/**
 * Whether the folder says that it has our format; false when it says nothing, or the file is damaged.
 * @throws LevelStorageError `newer-format`
 */
export async function hasOurFormat(folder: string): Promise<boolean> {
  const text = unseal((await readText(join(folder, FILE))).trimEnd())
  if (text === undefined || !text.startsWith(`${MAGIC} `)) return false
  const format = Number(text.slice(MAGIC.length + 1))
  if (format > FOLDER_FORMAT) throw newerFormat(folder, format, FOLDER_FORMAT)
  return true
}

/** Says that the folder has our format, in one step. */
export async function writeFormat(folder: string, open: OpenAppendFile): Promise<void> {
  const next = join(folder, `${FILE}.next`)
  const file = await open(next, 'w')
  try {
    await file.write(`${seal(`${MAGIC} ${FOLDER_FORMAT}`)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(next, join(folder, FILE))
  await syncFolder(folder)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}
