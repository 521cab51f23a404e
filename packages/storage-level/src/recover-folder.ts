/** Opening a folder: the database is compared with the journal, and mended where they differ. */

import type { OpenAppendFile } from './append-file.ts'
import type { Catalog } from './catalog.ts'
import { closeAll } from './close-all.ts'
import type { Commit } from './commit.ts'
import type { Finding } from './finding.ts'
import { HEAD_BYTES, Journal, readJournal } from './journal.ts'
import { FOLDER_FORMAT, type Past, writeLine } from './journal-text.ts'
import type { LevelDatabase } from './level-database.ts'
import { newerFormat } from './newer-format.ts'
import { rebuild } from './rebuild.ts'
import type { Recovered } from './recovered.ts'
import { enterNewer, hasAll, readCommit, readNames, walk } from './survey.ts'
import { salvaged, type TableContents } from './tables.ts'
import { createValues, openNewest, openValues, removeOthers, syncLogs, valuesFolder } from './values.ts'

/** A folder that is ready for reading and writing. */
export interface OpenFolder {
  readonly database: LevelDatabase
  readonly journal: Journal
  readonly catalog: Catalog
  readonly generation: number
  readonly recovered: Recovered
}

/** Opens what is in a folder. Nobody else may have it open. */
export async function recoverFolder(folder: string, open: OpenAppendFile): Promise<OpenFolder> {
  const head = await readJournal(folder, HEAD_BYTES)
  if (head.newerFormat !== undefined) throw newerFormat(folder, head.newerFormat, FOLDER_FORMAT)
  let reading: Promise<Past> | undefined
  const values = await valuesOf(folder, head, () => {
    // LevelDB opens in a thread of its own.
    reading ??= readJournal(folder)
    reading.catch(() => {})
  })
  try {
    const past = await (reading ?? readJournal(folder))
    return await mended({ folder, open, past, ...values })
  } catch (error) {
    await closeAll([values.database])
    throw error
  }
}

interface Case {
  readonly folder: string
  readonly open: OpenAppendFile
  readonly past: Past
  /** 0 when the folder is empty. */
  readonly generation: number
  readonly database: LevelDatabase | undefined
  readonly tables: readonly TableContents[]
  readonly intact: boolean
}

async function valuesOf(
  folder: string,
  { generation }: Past,
  meanwhile: () => void,
): Promise<Omit<Case, 'folder' | 'open' | 'past'>> {
  const values =
    generation === undefined ? await openNewest(folder) : await openValues(folder, generation, meanwhile)
  return values ?? { generation: generation ?? 0, database: undefined, tables: [], intact: false }
}

async function mended(found: Case): Promise<OpenFolder> {
  const { folder, past, generation, database, intact } = found
  const { catalog } = past
  const commit = database && (await readCommit(database))
  if (typeof commit === 'number') throw newerFormat(folder, commit, FOLDER_FORMAT)
  const agree = intact && past.whole && !past.torn && commit?.sequence === catalog.sequence
  if (database && agree && (await hasAll(database, catalog, found.tables))) {
    const journal = await Journal.resume({ folder, generation, open: found.open }, past.lines)
    return { database, journal, catalog, generation, recovered: sound(catalog) }
  }
  const known = catalog.sequence
  await catchUp(found, commit)
  const current = commit !== undefined && commit.sequence >= catalog.sequence
  if (current) catalog.sequence = commit.sequence
  if (
    database &&
    intact &&
    current &&
    commit.count === catalog.live.size &&
    (await hasAll(database, catalog, found.tables))
  ) {
    const journal = await caughtUp(found, commit, known)
    return { database, journal, catalog, generation, recovered: sound(catalog) }
  }
  const isNew = generation === 0 && past.lines === 0
  return builtAnew(found, current ? commit.count : catalog.live.size, current || past.whole || isNew)
}

/**
 * Enters what the database has and the journal lacks: the last batch when the process was killed between the two, or
 * more when the journal is damaged.
 */
async function catchUp(
  { folder, past, generation, database }: Case,
  commit: Commit | undefined,
): Promise<void> {
  const { whole, catalog } = past
  const known = catalog.sequence
  if (database && whole && commit && commit.first <= known + 1) {
    for await (const findings of readNames(database, commit.names)) enterNewer(findings, catalog)
    return
  }
  // What a whole journal does not name is deleted, unless it is newer; so is what a database shows that has gone back.
  const trusted = commit !== undefined && commit.sequence >= known && !whole
  for await (const finding of everything(valuesFolder(folder, generation), database)) {
    const { name, record } = finding
    if (record === undefined) continue
    if (trusted || record.sequence > known || catalog.lastOf(name) > 0) enterNewer([finding], catalog)
  }
}

/**
 * A journal that lacks the last batch, or a part of it, is given that; one that is damaged is written anew, which takes
 * much longer. No fsync: it is now where it would be if the process had lived a little longer.
 */
async function caughtUp(
  { folder, past, generation, open }: Case,
  commit: Commit,
  known: number,
): Promise<Journal> {
  const { catalog } = past
  const names = commit.names.filter((name) => catalog.lastOf(name) > known)
  // The first of two writes of a name has left no trace, and its line would be missing.
  const isComplete = names.length === commit.sequence - known
  if (!past.whole || past.torn || !isComplete) return Journal.begin({ folder, generation, open }, catalog)
  const journal = await Journal.resume({ folder, generation, open }, past.lines)
  names.sort((a, b) => catalog.lastOf(a) - catalog.lastOf(b))
  const lines = names.map((name) => writeLine(name, catalog.lastOf(name), catalog.live.has(name)))
  await journal.append(lines.join(''), lines.length)
  return journal
}

/** What a database has, and what its damaged tables had. */
async function* everything(path: string, database: LevelDatabase | undefined): AsyncGenerator<Finding> {
  if (database !== undefined) yield* walk(database, { broken: false })
  yield* salvaged(path)
}

/** A new generation takes the place of the old one when its journal does, which is one step. */
async function builtAnew(found: Case, expected: number, exact: boolean): Promise<OpenFolder> {
  const { folder, open, past, database: old } = found
  const { catalog } = past
  const generation = found.generation + 1
  const database = await createValues(folder, generation)
  const opened: { close(): Promise<void> }[] = [database]
  try {
    const quarantined = await rebuild(
      old,
      database,
      catalog,
      salvaged(valuesFolder(folder, found.generation)),
    )
    await syncLogs(folder, generation)
    const journal = await Journal.begin({ folder, generation, open }, catalog)
    opened.push(journal)
    await old?.close()
    await removeOthers(folder, generation)
    const kept = catalog.live.size
    const recovered = { kept, lost: Math.max(0, expected - kept), quarantined, exact }
    return { database, journal, catalog, generation, recovered }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

function sound({ live }: Catalog): Recovered {
  return { kept: live.size, lost: 0, quarantined: 0, exact: true }
}
