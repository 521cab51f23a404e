/** Storage in the memory of this process. */

import type { Storage } from './storage.ts'
import { StorageError } from './storage-error.ts'

/** Keeps everything until it is closed, and nothing afterwards. Bytes are copied on the way in and on the way out. */
export class MemoryStorage implements Storage {
  readonly #entries = new Map<string, Uint8Array>()
  #closed = false

  async get(name: string): Promise<Uint8Array | undefined> {
    this.#mustBeOpen()
    return this.#entries.get(name)?.slice()
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.#mustBeOpen()
    // Always a copy, unlike the slice of a Buffer.
    this.#entries.set(name, new Uint8Array(bytes))
  }

  async delete(name: string): Promise<void> {
    this.#mustBeOpen()
    this.#entries.delete(name)
  }

  async *entries(): AsyncGenerator<readonly [name: string, bytes: Uint8Array]> {
    this.#mustBeOpen()
    // A list of the names, not the Map itself, which would show a name again that was deleted and put meanwhile.
    for (const name of [...this.#entries.keys()]) {
      const bytes = await this.get(name)
      if (bytes !== undefined) yield [name, bytes]
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#entries.clear()
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the storage is closed')
  }
}
