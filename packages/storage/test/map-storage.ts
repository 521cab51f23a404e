/** The storage that the README shows. */

import { type Storage, StorageError } from '../src/index.ts'

export class MapStorage implements Storage {
  #map: Map<string, Uint8Array> | undefined = new Map()

  get = async (name: string) => this.#open().get(name)?.slice()
  put = async (name: string, bytes: Uint8Array) => void this.#open().set(name, Uint8Array.from(bytes))
  delete = async (name: string) => void this.#open().delete(name)

  async *entries() {
    for (const [name, bytes] of [...this.#open()]) yield [name, bytes.slice()] as const
  }

  async close() {
    this.#map = undefined
  }

  #open() {
    if (this.#map === undefined) throw new StorageError('closed', 'the storage is closed')
    return this.#map
  }
}
