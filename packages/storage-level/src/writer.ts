/** Writing in groups: what is put while a batch is under way goes together into the next one. */

import type { Backing } from './backing.ts'
import { encodeCommit } from './commit.ts'
import { writeLine } from './journal-text.ts'
import { COMMIT_KEY, ENCODINGS, keyOf, type LevelWrite } from './level-database.ts'
import { LevelStorageError } from './level-storage-error.ts'
import { draftRecord, finishRecord } from './stored-record.ts'

const WRITES_A_GROUP = 1_000
const BYTES_A_GROUP = 4_194_304

interface Write {
  readonly name: string
  readonly isPut: boolean
  readonly record: Uint8Array
  readonly done: () => void
  readonly failed: (error: LevelStorageError) => void
}

/**
 * Writes to the database first and to the journal then, and acknowledges last: so the journal never promises what the
 * database was not given. After the first failure nothing is written any more: what a database has of a failed batch,
 * and where it would write the next one, nobody can tell.
 */
export class Writer {
  readonly #backing: Backing
  readonly #always: boolean
  readonly #queue: Write[] = []
  /** The last write of each name that has one under way. */
  readonly #latest = new Map<string, Promise<void>>()
  #tail: Promise<void> = Promise.resolve()
  #queued = 0
  #taken = 0
  #failure: LevelStorageError | undefined

  /** `always`: each group is durable before it is acknowledged. */
  constructor(backing: Backing, always: boolean) {
    this.#backing = backing
    this.#always = always
  }

  /** Why nothing is written any more; undefined while all is well. */
  get failure(): LevelStorageError | undefined {
    return this.#failure
  }

  /** Copies the bytes now; undefined deletes. Resolves when the write is what the storage promises. */
  write(name: string, bytes: Uint8Array | undefined): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    if (bytes === undefined && !this.#mayExist(name)) return Promise.resolve()
    const record = draftRecord(bytes)
    const written = new Promise<void>((done, failed) => {
      this.#queue.push({ name, isPut: bytes !== undefined, record, done, failed })
    })
    this.#queued++
    this.#remember(name, written)
    if (this.#queue.length === 1) void this.#then(() => this.#drain(this.#queued))
    return written
  }

  /** Resolves when nothing is under way for this name, however it ended. */
  async settled(name: string): Promise<void> {
    await this.#latest.get(name)?.catch(() => {})
  }

  /** Resolves when all that was written before is in the database. */
  async idle(): Promise<void> {
    const upTo = this.#queued
    await this.#then(() => this.#drain(upTo))
  }

  /** Resolves when all that was written before is durable. */
  async flush(): Promise<void> {
    const upTo = this.#queued
    await this.#then(async () => {
      await this.#drain(upTo)
      if (this.#failure === undefined) await this.#attempt(() => this.#backing.flush())
    })
    if (this.#failure !== undefined) throw this.#failure
  }

  #mayExist(name: string): boolean {
    return this.#backing.catalog.live.has(name) || this.#latest.has(name)
  }

  #remember(name: string, written: Promise<void>): void {
    this.#latest.set(name, written)
    const forget = () => {
      if (this.#latest.get(name) === written) this.#latest.delete(name)
    }
    written.then(forget, forget)
  }

  /** One thing after the other. `work` must not reject. */
  #then(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work)
    return this.#tail
  }

  /** Writes group after group, until as many writes were taken from the queue as had come at some time. */
  async #drain(upTo: number): Promise<void> {
    while (this.#taken < upTo && this.#queue.length > 0) {
      const group = this.#takeGroup()
      if (this.#failure === undefined) await this.#attempt(() => this.#writeGroup(group))
      for (const { done, failed } of group) this.#failure === undefined ? done() : failed(this.#failure)
    }
    // What came meanwhile found a queue that was not empty, and has not called.
    const { length } = this.#queue
    if (length > 0) void this.#then(() => this.#drain(this.#queued))
  }

  #takeGroup(): Write[] {
    let bytes = 0
    let count = 0
    for (const { record } of this.#queue) {
      if (count === WRITES_A_GROUP || bytes > BYTES_A_GROUP) break
      bytes += record.length
      count++
    }
    this.#taken += count
    return this.#queue.splice(0, count)
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      this.#failure = new LevelStorageError(
        'read-only',
        `a write has failed, so nothing is written until the storage is opened again: ${reason}`,
        { cause },
      )
    }
  }

  async #writeGroup(group: readonly Write[]): Promise<void> {
    const { database, catalog, journal } = this.#backing
    const first = catalog.sequence + 1
    const writes: LevelWrite[] = []
    let lines = ''
    for (const [i, { name, isPut, record }] of group.entries()) {
      finishRecord(record, name, first + i)
      if (isPut || journal !== undefined) writes.push({ type: 'put', key: keyOf(name), value: record })
      else writes.push({ type: 'del', key: keyOf(name) })
      lines += writeLine(name, first + i, isPut)
    }
    const value = encodeCommit({
      sequence: first + group.length - 1,
      count: this.#countAfter(group),
      first,
      names: journal === undefined ? [] : [...new Set(group.map(({ name }) => name))],
    })
    writes.push({ type: 'put', key: COMMIT_KEY, value })
    await database.batch(writes, { ...ENCODINGS, sync: this.#always })
    await journal?.append(lines, group.length)
    if (this.#always) await journal?.sync()
    for (const [i, { name, isPut }] of group.entries()) catalog.enter(name, first + i, isPut)
    if (journal === undefined) catalog.deleted.clear()
    else if (journal.isLongFor(catalog)) await this.#shorten()
  }

  #countAfter(group: readonly Write[]): number {
    const { live } = this.#backing.catalog
    const after = new Map(group.map(({ name, isPut }) => [name, isPut]))
    let count = live.size
    for (const [name, isPut] of after) count += Number(isPut) - Number(live.has(name))
    return count
  }

  /** A journal that does not name what is deleted makes tombstones needless. */
  async #shorten(): Promise<void> {
    const { database, catalog, journal } = this.#backing
    await journal?.shorten(catalog)
    const tombstones = [...catalog.deleted.keys()]
    catalog.deleted.clear()
    for (let i = 0; i < tombstones.length; i += WRITES_A_GROUP) {
      const writes = tombstones
        .slice(i, i + WRITES_A_GROUP)
        .map((name) => ({ type: 'del' as const, key: keyOf(name) }))
      await database.batch(writes, ENCODINGS)
    }
  }
}
