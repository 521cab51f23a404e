/** Opening a database that stands alone, without a journal beside it: it is held to its own last commit. */

import { Catalog } from './catalog.ts'
import { type Commit, DATABASE_FORMAT, encodeCommit } from './commit.ts'
import {
  COMMIT_KEY,
  ENCODINGS,
  keyOf,
  type LevelDatabase,
  type LevelWrite,
  QUARANTINE,
} from './level-database.ts'
import { LevelStorageError } from './level-storage-error.ts'
import { newerFormat } from './newer-format.ts'
import type { Recovered } from './recovered.ts'
import { firstOf, readCommit, type Walk, walk } from './survey.ts'

/** What is in an open database. */
export interface OpenDatabase {
  readonly catalog: Catalog
  readonly recovered: Recovered
}

/**
 * Reads all of an open database, and sets aside what is damaged.
 * @throws LevelStorageError `newer-format`, or `foreign` when it has entries and none of them is ours
 */
export async function recoverDatabase(database: LevelDatabase): Promise<OpenDatabase> {
  const commit = await readCommit(database)
  if (typeof commit === 'number') throw newerFormat('the database', commit, DATABASE_FORMAT)
  const course = { broken: false }
  const { catalog, suspects } = await readAll(database, course)
  if (commit === undefined) await mustBeOurs(database, catalog)
  catalog.sequence = Math.max(catalog.sequence, commit?.sequence ?? 0)
  const kept = catalog.live.size
  const lost = Math.max(0, (commit?.count ?? kept) - kept)
  if (commit === undefined || lost > 0 || suspects.length > 0) await settle(database, catalog, suspects)
  const exact = commit !== undefined || (kept === 0 && suspects.length === 0)
  return { catalog, recovered: { kept, lost, quarantined: suspects.length, exact } }
}

type Suspect = readonly [name: string, raw: Uint8Array]

async function readAll(
  database: LevelDatabase,
  course: Walk,
): Promise<{ catalog: Catalog; suspects: Suspect[] }> {
  const catalog = new Catalog()
  const suspects: Suspect[] = []
  for await (const { name, raw, record } of walk(database, course)) {
    if (record !== undefined) catalog.enter(name, record.sequence, record.bytes !== undefined)
    else if (raw !== undefined) suspects.push([name, raw])
  }
  return { catalog, suspects }
}

/** A database without a commit is a new one, or ours and damaged, or somebody else's. */
async function mustBeOurs(database: LevelDatabase, catalog: Catalog): Promise<void> {
  if (catalog.live.size > 0 || (await firstOf(database, {})) === undefined) return
  if ((await database.get(COMMIT_KEY, ENCODINGS).catch(() => undefined)) !== undefined) return
  throw new LevelStorageError('foreign', 'the database has entries that @kadkit/storage-level did not write')
}

async function settle(
  database: LevelDatabase,
  { live, sequence }: Catalog,
  suspects: readonly Suspect[],
): Promise<void> {
  const commit: Commit = { sequence, count: live.size, first: sequence + 1, names: [] }
  const writes: LevelWrite[] = suspects.flatMap(([name, raw]) => [
    { type: 'put', key: QUARANTINE + keyOf(name), value: Uint8Array.from(raw) },
    { type: 'del', key: keyOf(name) },
  ])
  writes.push({ type: 'put', key: COMMIT_KEY, value: encodeCommit(commit) })
  await database.batch(writes, { ...ENCODINGS, sync: true })
}
