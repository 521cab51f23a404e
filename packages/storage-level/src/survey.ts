/** Looking at what a database really has. */

import type { Catalog } from './catalog.ts'
import { type Commit, decodeCommit } from './commit.ts'
import { type Finding, isCurrent } from './finding.ts'
import {
  COMMIT_KEY,
  ENCODINGS,
  END_KEY,
  FIRST_KEY,
  keyOf,
  type LevelDatabase,
  type LevelRange,
  nameOf,
} from './level-database.ts'
import { readRecord } from './stored-record.ts'
import type { TableContents } from './tables.ts'

/** What arrives together is looked at together, and everything else waits for that: few at once. */
const NAMES_A_READ = 64
const READS_AT_ONCE = 4

/** The last commit; undefined when it is missing or damaged; a number when a newer format wrote it. */
export async function readCommit(database: LevelDatabase): Promise<Commit | number | undefined> {
  const bytes = await database.get(COMMIT_KEY, ENCODINGS).catch(() => undefined)
  return bytes && decodeCommit(bytes)
}

/** Reads these names, in the way in which `get` will; what cannot be read is as if it were not there. */
export async function* readNames(
  database: LevelDatabase,
  names: Iterable<string>,
): AsyncGenerator<readonly Finding[]> {
  const reads: Promise<readonly Finding[]>[] = []
  for (const group of groupsOf(names)) {
    reads.push(readGroup(database, group))
    const first = reads.length >= READS_AT_ONCE ? reads.shift() : undefined
    if (first !== undefined) yield await first
  }
  for (const read of reads) yield await read
}

/**
 * Whether the database has every name of the catalog, as it was last written. What its tables are known to have is not
 * read again, which is most of it; stops at the first name that is missing.
 */
export async function hasAll(
  database: LevelDatabase,
  catalog: Catalog,
  tables: readonly TableContents[],
): Promise<boolean> {
  for await (const findings of readNames(database, unseen(catalog, tables).sort())) {
    if (!findings.every((finding) => isCurrent(finding, catalog))) return false
  }
  return true
}

/** The names whose last write is in no table. By number: to look for each name would take several times as long. */
function unseen({ live }: Catalog, tables: readonly TableContents[]): string[] {
  const seen = new Set<number>()
  for (const sequences of tables) for (const sequence of sequences) seen.add(sequence)
  const names: string[] = []
  for (const [name, sequence] of live) if (!seen.has(sequence)) names.push(name)
  return names
}

/** Enters what was found into the catalog, where it is newer. */
export function enterNewer(findings: Iterable<Finding>, catalog: Catalog): void {
  for (const { name, record } of findings) {
    if (record !== undefined) catalog.enter(name, record.sequence, record.bytes !== undefined)
  }
}

/** How a walk through a database went. */
export interface Walk {
  /** Whether a part of it could not be read. */
  broken: boolean
}

/**
 * Everything that a database has under names, each once. Where it cannot be read, the walk goes on from the other end:
 * one unreadable block hides nothing but itself.
 */
export async function* walk(database: LevelDatabase, course: Walk): AsyncGenerator<Finding> {
  let last = FIRST_KEY
  for await (const [key, raw] of stretch(database, { gt: FIRST_KEY, lt: END_KEY }, course)) {
    last = key
    yield findingOf(key, raw)
  }
  if (!course.broken) return
  for await (const [key, raw] of stretch(database, { gt: last, lt: END_KEY, reverse: true }, course)) {
    yield findingOf(key, raw)
  }
}

/** The entries of a range up to the first that cannot be read. */
async function* stretch(
  database: LevelDatabase,
  range: LevelRange,
  course: Walk,
): AsyncGenerator<[string, Uint8Array]> {
  let last: string | undefined
  try {
    for await (const entry of database.iterator({ ...ENCODINGS, ...range })) {
      last = entry[0]
      yield entry
    }
    return
  } catch {
    course.broken = true
  }
  // An iterator reads ahead, and an error takes all that with it: so one by one up to the place of the error.
  for (;;) {
    const entry = await firstOf(database, { ...range, ...(last && { [range.reverse ? 'lt' : 'gt']: last }) })
    // A damaged key may stand where it does not belong; going on from there could be for ever.
    if (entry === undefined || (last && (range.reverse ? entry[0] >= last : entry[0] <= last))) return
    last = entry[0]
    yield entry
  }
}

/** The first entry of a range; undefined when there is none, or it cannot be read. */
export async function firstOf(
  database: LevelDatabase,
  range: LevelRange,
): Promise<[string, Uint8Array] | undefined> {
  try {
    for await (const entry of database.iterator({ ...ENCODINGS, ...range, limit: 1 })) return entry
  } catch {
    // what cannot be read is as if it were not there
  }
  return undefined
}

function findingOf(key: string, raw: Uint8Array): Finding {
  const name = nameOf(key)
  return { name, raw, record: readRecord(raw, name) }
}

async function readGroup(database: LevelDatabase, names: string[]): Promise<readonly Finding[]> {
  const found = await database.getMany(names.map(keyOf), ENCODINGS).catch(() => readSingly(database, names))
  return names.map((name, i) => {
    const raw = found[i]
    return { name, raw, record: raw && readRecord(raw, name) }
  })
}

/** One name that cannot be read fails all that are read with it. */
function readSingly(database: LevelDatabase, names: readonly string[]): Promise<(Uint8Array | undefined)[]> {
  return Promise.all(names.map((name) => database.get(keyOf(name), ENCODINGS).catch(() => undefined)))
}

function* groupsOf(names: Iterable<string>): Generator<string[]> {
  let group: string[] = []
  for (const name of names) {
    group.push(name)
    if (group.length < NAMES_A_READ) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
