/** Folders for tests and for what is run beside them: each is removed in the end. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = new Set<string>()

// For the programs of this folder. A process of vitest is killed rather than ended: its tests call removeFolders.
process.on('exit', removeFolders)

/** A new, empty folder. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kadkit-level-'))
  made.add(folder)
  return folder
}

/** Removes all that were made so far. What cannot be removed (a disk that is mounted there) does not keep the others. */
export function removeFolders(): void {
  for (const folder of made) {
    try {
      rmSync(folder, { recursive: true, force: true })
      made.delete(folder)
    } catch (error) {
      console.error(`${folder} is left: ${String(error)}`)
    }
  }
}
