/** The lock of a folder: a second, empty database in it, because Node has no lock for files and LevelDB has. */

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { asLevelError } from './level-storage-error.ts'

const GATE = 'gate'

/** Where the lock is. */
export function gateFolder(folder: string): string {
  return join(folder, GATE)
}

/**
 * Takes the lock of a folder, which ends with the process at the latest; the returned function frees it. It holds
 * while databases of the folder are opened, repaired and replaced, which the lock of one of those could not.
 * @throws LevelStorageError `locked`, or `failed` when the folder cannot be written
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const path = gateFolder(folder)
  try {
    return await openGate(path)
  } catch (error) {
    const reason = asLevelError(error, `open ${folder}`)
    if (reason.code === 'locked') throw reason
  }
  try {
    // What is damaged here holds no data. Its LOCK stays, because somebody may have taken it in this moment.
    for (const file of await readdir(path))
      if (file !== 'LOCK') await rm(join(path, file), { recursive: true })
    return await openGate(path)
  } catch (error) {
    throw asLevelError(error, `open ${folder}`)
  }
}

async function openGate(path: string): Promise<() => Promise<void>> {
  const gate = new ClassicLevel(path)
  await gate.open()
  return () => gate.close()
}
