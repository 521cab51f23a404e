/** A storage over a level database. */

import type { Storage } from '@kadkit/storage'
import type { Backing } from './backing.ts'
import type { Finding } from './finding.ts'
import { inOrder } from './in-order.ts'
import { ENCODINGS, keyOf } from './level-database.ts'
import type { CompleteLevelOptions } from './level-options.ts'
import { asLevelError, LevelStorageError } from './level-storage-error.ts'
import type { Recovered } from './recovered.ts'
import { readRecord, type StoredRecord } from './stored-record.ts'
import { firstOf, readNames } from './survey.ts'
import { Writer } from './writer.ts'

/**
 * Keeps bytes by the promise of its {@link SyncPolicy}, and gives back what was last put, or an error, but no other
 * bytes. Made by `openLevelStorage` and `levelStorage`.
 *
 * Misuse rejects with TypeError or RangeError; what goes wrong in the world with {@link LevelStorageError}.
 */
export class LevelStorage implements Storage {
  /** What opening has found. */
  readonly recovered: Recovered
  readonly #backing: Backing
  readonly #writer: Writer
  readonly #options: CompleteLevelOptions
  #cancelFlush: (() => void) | undefined
  #closing: Promise<void> | undefined

  /** @internal Use `openLevelStorage` or `levelStorage`. */
  constructor(backing: Backing, options: CompleteLevelOptions) {
    this.recovered = backing.recovered
    this.#backing = backing
    this.#writer = new Writer(backing, options.sync === 'always')
    this.#options = options
  }

  /** How many names have bytes. */
  get size(): number {
    return this.#backing.catalog.live.size
  }

  /** Why nothing can be written any more: an error with code `read-only`. Undefined while all is well. */
  get readOnly(): LevelStorageError | undefined {
    return this.#writer.failure
  }

  /** @throws LevelStorageError `damaged` when there are bytes, and they cannot be trusted */
  async get(name: string): Promise<Uint8Array | undefined> {
    this.#mustBeOpen()
    checkName(name)
    return this.#guarded(() => this.#read(name))
  }

  /** @throws LevelStorageError `read-only` when it failed, or an earlier write did */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.#mustBeOpen()
    checkName(name)
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`bytes must be a Uint8Array, got ${typeof bytes}`)
    await this.#written(name, bytes)
  }

  /** @throws LevelStorageError `read-only` when it failed, or an earlier write did */
  async delete(name: string): Promise<void> {
    this.#mustBeOpen()
    checkName(name)
    await this.#written(name, undefined)
  }

  /** @throws LevelStorageError `damaged` at the first bytes that cannot be trusted */
  async *entries(): AsyncGenerator<readonly [name: string, bytes: Uint8Array]> {
    this.#mustBeOpen()
    await this.#writer.idle()
    const { database, catalog } = this.#backing
    for await (const findings of readNames(database, inOrder([...catalog.live.keys()]))) {
      for (const finding of findings) {
        this.#mustBeOpen()
        const bytes = this.#upToDate(finding) ?? (await this.#guarded(() => this.#read(finding.name)))
        if (bytes !== undefined) yield [finding.name, Uint8Array.from(bytes)]
      }
    }
  }

  /**
   * Resolves when all that was put and deleted before is safe from a power cut, whatever the policy.
   * @throws LevelStorageError `read-only` when it failed
   */
  async sync(): Promise<void> {
    this.#mustBeOpen()
    await this.#writer.flush()
  }

  /**
   * Writes what is under way, makes it durable, and frees everything, also when that fails.
   * @throws LevelStorageError `read-only` when what was written could not be made durable
   */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#cancelFlush?.()
    const hadFailed = this.#writer.failure !== undefined
    try {
      // A failure that was told already is not told again.
      await this.#writer.flush().catch((error) => hadFailed || Promise.reject(error))
    } finally {
      await this.#backing.release()
    }
  }

  async #read(name: string): Promise<Uint8Array | undefined> {
    for (;;) {
      await this.#writer.settled(name)
      const last = this.#backing.catalog.live.get(name)
      if (last === undefined) return undefined
      const record = await this.#find(name, last)
      if (record !== undefined) return record.bytes && Uint8Array.from(record.bytes)
      await this.#writer.settled(name)
      // Unless it was written meanwhile, it is not there, although it ought to be.
      if (this.#backing.catalog.live.get(name) === last) {
        throw new LevelStorageError(
          'damaged',
          `what is stored under ${JSON.stringify(name)} is damaged or gone`,
        )
      }
    }
  }

  /** Two ways lead to an entry; damage to an index or a filter of the database blocks one of them. */
  async #find(name: string, last: number): Promise<StoredRecord | undefined> {
    const { database } = this.#backing
    const key = keyOf(name)
    const raw = await database.get(key, ENCODINGS)
    const record = raw && readRecord(raw, name)
    if (record !== undefined && record.sequence >= last) return record
    const [found, other] = (await firstOf(database, { gte: key, lt: `${key}\0` })) ?? []
    const second = found === key && other ? readRecord(other, name) : undefined
    return second !== undefined && second.sequence >= last ? second : undefined
  }

  #upToDate({ name, record }: Finding): Uint8Array | undefined {
    const last = this.#backing.catalog.live.get(name)
    return record !== undefined && last !== undefined && record.sequence >= last ? record.bytes : undefined
  }

  async #written(name: string, bytes: Uint8Array | undefined): Promise<void> {
    const { sync, syncEveryMs, clock } = this.#options
    const written = this.#writer.write(name, bytes)
    if (sync === 'interval') {
      this.#cancelFlush ??= clock.schedule(clock.now() + syncEveryMs, () => {
        this.#cancelFlush = undefined
        // A failure makes the storage read-only, which the next write says.
        this.#writer.flush().catch(() => {})
      })
    }
    await written
  }

  /** A database that was closed in the middle of something says so in its own words. */
  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      this.#mustBeOpen()
      throw asLevelError(error, 'read')
    }
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new LevelStorageError('closed', 'the storage is closed')
  }
}

function checkName(name: string): void {
  if (typeof name !== 'string') throw new TypeError(`name must be a string, got ${typeof name}`)
  if (/^[ -~]{1,256}$/.test(name)) return
  const shown = JSON.stringify(name.slice(0, 80))
  throw new RangeError(`name must be 1 to 256 characters of printable ASCII, got ${name.length}: ${shown}`)
}
