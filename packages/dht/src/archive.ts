/** What a node keeps in its storage, and under which names. */

import type { Key } from '@kadkit/key'
import {
  decodeRecord,
  decodeState,
  encodeRecord,
  encodeState,
  isLaterRecord,
  type NodeState,
  type Shelf,
  type ValueRecord,
} from '@kadkit/protocol'
import type { Storage, StorageErrorCode } from '@kadkit/storage'

/** Beginnings of names: of the values that we hold, and of our own. */
const PREFIXES: { readonly [shelf in Shelf]: string } = { held: 'value/', own: 'own/' }
const STATE_NAME = 'node/state'

/** What the storage fails to do is counted, and never thrown, but by `records` and `close`. */
export class Archive {
  readonly #storage: Storage
  /** What was written to while all is being read. */
  readonly #written = new Set<string>()
  #isReading = false
  errors = 0

  constructor(storage: Storage) {
    this.#storage = storage
  }

  /**
   * The record of a key on this shelf; undefined if there is none, it is damaged, or is another key's; 'unreadable' if
   * the storage has failed, which may do better another time.
   */
  async load(shelf: Shelf, key: Key): Promise<ValueRecord | 'unreadable' | undefined> {
    const bytes = await this.#read(nameOf(shelf, key))
    if (bytes === undefined || bytes === 'unreadable') return bytes
    const record = decodeRecord(bytes)
    if (record?.key.equals(key)) return record
    this.errors++
    return undefined
  }

  /** Whether the record is kept. */
  save(shelf: Shelf, record: ValueRecord): Promise<boolean> {
    const name = nameOf(shelf, record.key)
    if (this.#isReading) this.#written.add(name)
    return this.#write(name, encodeRecord(record))
  }

  drop(shelf: Shelf, key: Key): Promise<void> {
    return this.#delete(nameOf(shelf, key))
  }

  /**
   * Every record that can be read. A damaged one is counted, and removed if it is held for others, who bring it again. One
   * of our own stays, which nobody else may have, and one that a later version has written. @throws what the storage throws
   */
  async *records(): AsyncIterable<readonly [shelf: Shelf, record: ValueRecord]> {
    this.#isReading = true
    try {
      for await (const [name, bytes] of this.#storage.entries()) {
        const shelf = shelfOf(name)
        if (shelf === undefined) continue
        const record = decodeRecord(bytes)
        if (record !== undefined && nameOf(shelf, record.key) === name) {
          yield [shelf, record]
          continue
        }
        this.errors++
        // What was written since is another. It is not waited for: a storage that hangs must not hold up the rest.
        if (shelf === 'held' && !isLaterRecord(bytes) && !this.#written.has(name)) void this.#delete(name)
      }
    } finally {
      this.#isReading = false
      this.#written.clear()
    }
  }

  /** What the node knew when it last ran; undefined if it never did, or that cannot be read. */
  async readState(): Promise<NodeState | undefined> {
    const bytes = await this.#read(STATE_NAME)
    if (bytes === undefined || bytes === 'unreadable') return undefined
    const state = decodeState(bytes)
    if (state === undefined) this.errors++
    return state
  }

  writeState(state: NodeState): Promise<boolean> {
    return this.#write(STATE_NAME, encodeState(state))
  }

  close(): Promise<void> {
    return this.#storage.close()
  }

  async #delete(name: string): Promise<void> {
    try {
      await this.#storage.delete(name)
    } catch {
      this.errors++
    }
  }

  /** What is no bytes is damaged: as good as nothing. */
  async #read(name: string): Promise<Uint8Array | 'unreadable' | undefined> {
    try {
      const bytes: unknown = await this.#storage.get(name)
      if (bytes === undefined || bytes instanceof Uint8Array) return bytes
      this.errors++
      return undefined
    } catch (error) {
      this.errors++
      return isDamage(error) ? undefined : 'unreadable'
    }
  }

  /** Without an `await`: each value that comes is written, and each turn of the queue of promises counts. */
  #write(name: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return Promise.resolve(this.#storage.put(name, bytes)).then(isKept, this.#isNotKept)
    } catch {
      return Promise.resolve(this.#isNotKept())
    }
  }

  readonly #isNotKept = (): boolean => {
    this.errors++
    return false
  }
}

function isKept(): boolean {
  return true
}

/** Whether a storage says by this that what it had is gone. Its error may be a class of its own. */
function isDamage(error: unknown): boolean {
  return Object(error).code === ('damaged' satisfies StorageErrorCode)
}

function nameOf(shelf: Shelf, key: Key): string {
  return PREFIXES[shelf] + key.toHex()
}

function shelfOf(name: string): Shelf | undefined {
  if (name.startsWith(PREFIXES.held)) return 'held'
  return name.startsWith(PREFIXES.own) ? 'own' : undefined
}
