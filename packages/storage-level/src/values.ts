/** The databases in a folder: `values-1`, and one more for each time that a damaged one was built anew. */

import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { closeAll } from './close-all.ts'
import { isMissing } from './journal.ts'
import type { LevelDatabase } from './level-database.ts'
import { asLevelError } from './level-storage-error.ts'
import { readCommit } from './survey.ts'
import { dropDamaged, hasDamaged, inUse, surveyTables, type TableContents } from './tables.ts'

const PREFIX = 'values-'

/** The generations that a folder has, newest first. */
export async function generationsIn(folder: string): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => /^values-[1-9]\d{0,14}$/.test(name))
  return names.map((name) => Number(name.slice(PREFIX.length))).sort((a, b) => b - a)
}

/** Where the database of a generation is. */
export function valuesFolder(folder: string, generation: number): string {
  return join(folder, PREFIX + generation)
}

/** A new, empty database, in place of what an interrupted opening may have left. */
export async function createValues(folder: string, generation: number): Promise<LevelDatabase> {
  const path = valuesFolder(folder, generation)
  await rm(path, { recursive: true, force: true })
  return opened(path, true)
}

/** A database, which it is, and what its tables have. */
export interface Values {
  readonly generation: number
  readonly database: LevelDatabase
  readonly tables: readonly TableContents[]
  /** Whether it was opened as it is, with nothing repaired and nothing taken away. */
  readonly intact: boolean
}

/**
 * The database of a generation, repaired by LevelDB if it has to be; undefined when it is not there, or beyond that.
 * Trouble of the system is not taken for damage: it rejects, and nothing was repaired. `meanwhile` is called when its
 * tables are checked, and LevelDB is about to open it.
 */
export async function openValues(
  folder: string,
  generation: number,
  meanwhile: () => void = () => {},
): Promise<Values | undefined> {
  const path = valuesFolder(folder, generation)
  const wasDamaged = await hasDamaged(path)
  const tables = await surveyTables(path)
  const opening = openedOrRepaired(path)
  meanwhile()
  const { database, repaired } = await opening
  const intact = !wasDamaged && !repaired
  try {
    // A table that LevelDB does not miss was one that it had not finished, when it ended.
    if (database && intact) await dropDamaged(path)
    return database && { generation, database, tables: await inUse(path, tables), intact }
  } catch (error) {
    await closeAll([database])
    throw error
  }
}

async function openedOrRepaired(
  path: string,
): Promise<{ database: LevelDatabase | undefined; repaired: boolean }> {
  try {
    return { database: await opened(path, false), repaired: false }
  } catch (error) {
    if (!(await isDamage(path, error))) throw asLevelError(error, `open ${path}`)
  }
  try {
    await ClassicLevel.repair(path)
    return { database: await opened(path, false), repaired: true }
  } catch (error) {
    if (await isDamage(path, error)) return { database: undefined, repaired: true }
    throw asLevelError(error, `repair ${path}`)
  }
}

/** The newest generation that is complete, opened, or else the newest that opens; undefined when there is none. */
export async function openNewest(folder: string): Promise<Values | undefined> {
  let incomplete: Values | undefined
  try {
    for (const generation of await generationsIn(folder)) {
      const values = await openValues(folder, generation)
      if (values === undefined) continue
      const isComplete = (await readCommit(values.database)) !== undefined
      if (isComplete) await closeAll([incomplete?.database])
      if (isComplete) return values
      if (incomplete === undefined) incomplete = values
      else await closeAll([values.database])
    }
    return incomplete
  } catch (error) {
    await closeAll([incomplete?.database])
    throw error
  }
}

/** Removes all generations but this one. */
export async function removeOthers(folder: string, generation: number): Promise<void> {
  for (const other of await generationsIn(folder)) {
    if (other !== generation) await rm(valuesFolder(folder, other), { recursive: true, force: true })
  }
}

/**
 * Makes durable what LevelDB has written. Its own `sync` reaches the log that it writes to, and not the one before,
 * while that is still being turned into a table; all else it makes durable by itself.
 */
export async function syncLogs(folder: string, generation: number): Promise<void> {
  const path = valuesFolder(folder, generation)
  for (const name of await readdir(path)) {
    if (!name.endsWith('.log')) continue
    try {
      const file = await open(join(path, name), 'r+')
      await file.datasync().finally(() => file.close())
    } catch (error) {
      // it has become a table meanwhile
      if (!isMissing(error)) throw error
    }
  }
}

async function opened(path: string, createIfMissing: boolean): Promise<LevelDatabase> {
  // without compression, we can read what is left of a damaged table
  const database = new ClassicLevel(path, { createIfMissing, compression: false })
  await database.open()
  return database
}

/** LevelDB says "corruption", or the files that it begins with are not there. */
async function isDamage(path: string, error: unknown): Promise<boolean> {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_CORRUPTION') return true
  if (cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED') return false
  try {
    const manifest = (await readFile(join(path, 'CURRENT'), 'latin1')).trimEnd()
    return !(await stat(join(path, manifest))).isFile()
  } catch (missing) {
    return missing instanceof Error && 'code' in missing && missing.code === 'ENOENT'
  }
}
