/** A storage in memory: the default of a node, and the reference for others. */

import type { Storage } from './storage.ts'
import { StorageError } from './storage-error.ts'

/** Keeps its entries until it is closed, or the process ends. */
export class MemoryStorage implements Storage {
  readonly #entries = new Map<string, Uint8Array>()
  #closed = false

  async get(name: string): Promise<Uint8Array | undefined> {
    this.#checkOpen()
    return this.#entries.get(name)?.slice()
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.#checkOpen()
    this.#entries.set(name, new Uint8Array(bytes))
  }

  async delete(name: string): Promise<void> {
    this.#checkOpen()
    this.#entries.delete(name)
  }

  async *entries(): AsyncGenerator<readonly [name: string, bytes: Uint8Array], void> {
    for (const [name, bytes] of this.#entries) {
      this.#checkOpen()
      yield [name, bytes.slice()]
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#entries.clear()
  }

  #checkOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the storage is closed')
  }
}
