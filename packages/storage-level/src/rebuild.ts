/** A new database made of what can be trusted in a damaged one. */

import type { Catalog } from './catalog.ts'
import { encodeCommit } from './commit.ts'
import { type Finding, isCurrent } from './finding.ts'
import { inOrder } from './in-order.ts'
import {
  COMMIT_KEY,
  ENCODINGS,
  keyOf,
  type LevelDatabase,
  type LevelWrite,
  QUARANTINE,
} from './level-database.ts'
import { readNames, walk } from './survey.ts'

const WRITES_A_BATCH = 250
/** So many untrusted records are kept for somebody to look at; more are only counted. */
const MOST_QUARANTINED = 1_000

/**
 * Copies what the catalog says and the old database has, and sets aside what cannot be trusted. Afterwards the
 * catalog has what was copied, and nothing else. `from` is undefined when there is nothing to copy from; `remains` are
 * records from elsewhere, among them old ones.
 *
 * @returns how many records were set aside
 */
export async function rebuild(
  from: LevelDatabase | undefined,
  into: LevelDatabase,
  catalog: Catalog,
  remains: AsyncIterable<Finding>,
): Promise<number> {
  const copy = new Copy(into, catalog)
  if (from !== undefined) {
    for await (const finding of walk(from, { broken: false })) await copy.take(finding)
    // what the walk could not reach may still be found by its name
    const missing = [...catalog.live.keys()].filter((name) => !copy.copied.has(name))
    for await (const findings of readNames(from, inOrder(missing))) {
      for (const finding of findings) await copy.take(finding)
    }
  }
  for await (const finding of remains) if (isCurrent(finding, catalog)) await copy.take(finding)
  await copy.finish()
  return copy.quarantined
}

/** Writes that are under way into the new database. */
class Copy {
  readonly copied = new Map<string, number>()
  readonly #setAside = new Set<string>()
  readonly #into: LevelDatabase
  readonly #catalog: Catalog
  #writes: LevelWrite[] = []

  constructor(into: LevelDatabase, catalog: Catalog) {
    this.#into = into
    this.#catalog = catalog
  }

  get quarantined(): number {
    return this.#setAside.size
  }

  /** May be given the same finding twice. */
  async take(finding: Finding): Promise<void> {
    const { name, raw, record } = finding
    if (raw === undefined || this.copied.has(name)) return
    if (isCurrent(finding, this.#catalog)) {
      this.copied.set(name, record?.sequence ?? 0)
      this.#writes.push({ type: 'put', key: keyOf(name), value: Uint8Array.from(raw) })
    } else if (isSuspect(finding, this.#catalog) && !this.#setAside.has(name)) {
      this.#setAside.add(name)
      if (this.#setAside.size <= MOST_QUARANTINED) {
        this.#writes.push({ type: 'put', key: QUARANTINE + keyOf(name), value: Uint8Array.from(raw) })
      }
    }
    if (this.#writes.length >= WRITES_A_BATCH) await this.#flush()
  }

  /** The commit comes last: a database that has one is complete. */
  async finish(): Promise<void> {
    await this.#flush()
    const { live, deleted, sequence } = this.#catalog
    live.clear()
    deleted.clear()
    for (const [name, last] of this.copied) live.set(name, last)
    const value = encodeCommit({ sequence, count: live.size, first: sequence + 1, names: [] })
    await this.#into.batch([{ type: 'put', key: COMMIT_KEY, value }], { ...ENCODINGS, sync: true })
  }

  async #flush(): Promise<void> {
    const writes = this.#writes
    this.#writes = []
    if (writes.length > 0) await this.#into.batch(writes, ENCODINGS)
  }
}

/** Damaged, or an old value of a name that has a newer one; what was deleted since is neither. */
function isSuspect({ name, raw, record }: Finding, catalog: Catalog): boolean {
  if (raw === undefined) return false
  return record === undefined || (record.bytes !== undefined && catalog.live.has(name))
}
