/** The tables of a database of ours: checked before LevelDB sees them, because a damaged block can end the process. */

import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Finding } from './finding.ts'
import { isMissing } from './journal.ts'
import { FIRST_KEY, nameOf } from './level-database.ts'
import { readAhead } from './read-ahead.ts'
import { readRecord, sequenceOfValue } from './stored-record.ts'
import { readTable, type Table } from './table-file.ts'

/** Within the folder of the database, so that it goes when that is replaced. */
const ASIDE = 'damaged'
const NAMES = FIRST_KEY.charCodeAt(0)

/** Which values a table has: the sequences of their writes, of which no two have the same. */
export type TableContents = readonly number[]

/** Checks every table of a database that is not open, moves the damaged ones aside, and says what the others have, by path. */
export async function surveyTables(database: string): Promise<Map<string, TableContents>> {
  const tables = new Map<string, TableContents>()
  for await (const [path, bytes] of readAhead(await tablesIn(database))) {
    const table = readTable(bytes)
    if (table.whole) tables.set(path, contentsOf(table))
    else {
      await mkdir(join(database, ASIDE), { recursive: true })
      await rename(path, join(database, ASIDE, basename(path)))
    }
  }
  return tables
}

/**
 * The contents of the tables of an open LevelDB: of those of before that are still there, as it has removed what it does
 * not use, and of those that it has made of its log since. One that it is just writing, or removing, has none.
 */
export async function inUse(
  database: string,
  tables: ReadonlyMap<string, TableContents>,
): Promise<readonly TableContents[]> {
  const contents: TableContents[] = []
  for (const path of await tablesIn(database)) contents.push(tables.get(path) ?? (await newContents(path)))
  return contents
}

async function newContents(path: string): Promise<TableContents> {
  try {
    const table = await tableAt(path)
    return table.whole ? contentsOf(table) : []
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function contentsOf(table: Table): TableContents {
  const sequences: number[] = []
  table.visit(({ firstOfKey, block, valueAt }) => {
    if (firstOfKey !== NAMES) return
    // no second checksum: that of the block was right
    const sequence = sequenceOfValue(block, valueAt)
    if (sequence !== undefined) sequences.push(sequence)
  })
  return sequences
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

/** The paths of its tables. */
async function tablesIn(database: string): Promise<string[]> {
  const files = (await namesIn(database)).filter((file) => /\.(?:ldb|sst)$/.test(file))
  return files.map((file) => join(database, file))
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
