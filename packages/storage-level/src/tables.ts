/** The tables of a database of ours: checked before LevelDB sees them, because a damaged block can end the process. */

import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from './finding.ts'
import { isMissing } from './journal.ts'
import { FIRST_KEY, nameOf } from './level-database.ts'
import { readRecord, sequenceOfValue } from './stored-record.ts'
import { readTable, type Table } from './table-file.ts'

/** Within the folder of the database, so that it goes when that is replaced. */
const ASIDE = 'damaged'

/** Which values a table has: names, and beside them sequences. */
export interface TableContents {
  readonly names: readonly string[]
  readonly sequences: readonly number[]
}

/** Checks every table of a database that is not open, moves the damaged ones aside, and says what the others have. */
export async function surveyTables(database: string): Promise<Map<string, TableContents>> {
  const tables = new Map<string, TableContents>()
  for (const file of await namesIn(database)) {
    if (!/\.(?:ldb|sst)$/.test(file)) continue
    const path = join(database, file)
    const table = await tableAt(path)
    if (table.whole) tables.set(file, contentsOf(table))
    else {
      await mkdir(join(database, ASIDE), { recursive: true })
      await rename(path, join(database, ASIDE, file))
    }
  }
  return tables
}

/** The contents of the tables that are still there: those that an open LevelDB does not use, it has removed. */
export async function inUse(
  database: string,
  tables: ReadonlyMap<string, TableContents>,
): Promise<readonly TableContents[]> {
  return (await namesIn(database)).flatMap((file) => tables.get(file) ?? [])
}

function contentsOf(table: Table): TableContents {
  const names: string[] = []
  const sequences: number[] = []
  for (const [key, raw] of table.entries()) {
    // no second checksum: that of the block was right
    const sequence = key.startsWith(FIRST_KEY) ? sequenceOfValue(raw) : undefined
    if (sequence === undefined) continue
    names.push(nameOf(key))
    sequences.push(sequence)
  }
  return { names, sequences }
}

/** Whether tables of this database were moved aside. */
export async function hasDamaged(database: string): Promise<boolean> {
  return (await namesIn(join(database, ASIDE))).length > 0
}

/** Removes what was moved aside. */
export async function dropDamaged(database: string): Promise<void> {
  await rm(join(database, ASIDE), { recursive: true, force: true })
}

/** What is still readable of the tables that were moved aside, old records too. */
export async function* salvaged(database: string): AsyncGenerator<Finding> {
  const folder = join(database, ASIDE)
  for (const file of await namesIn(folder)) {
    const table = await tableAt(join(folder, file))
    for (const [key, raw] of table.entries()) {
      const name = nameOf(key)
      yield { name, raw, record: readRecord(raw, name) }
    }
  }
}

async function tableAt(path: string): Promise<Table> {
  // a plain array is read faster than a Buffer
  const { buffer, byteOffset, length } = await readFile(path)
  return readTable(new Uint8Array(buffer, byteOffset, length))
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
