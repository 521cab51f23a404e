/** A storage that keeps the contract, over a Map that outlives it: what the broken ones are made from. */

import { type Storage, StorageError } from '../../src/index.ts'

export type Disk = Map<string, Uint8Array>

export class DiskStorage implements Storage {
  readonly disk: Disk
  #closed = false

  constructor(disk: Disk = new Map()) {
    this.disk = disk
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    this.mustBeOpen()
    return this.disk.get(name)?.slice()
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.mustBeOpen()
    this.disk.set(name, Uint8Array.from(bytes))
  }

  async delete(name: string): Promise<void> {
    this.mustBeOpen()
    this.disk.delete(name)
  }

  async *entries(): AsyncIterable<readonly [string, Uint8Array]> {
    this.mustBeOpen()
    for (const [name, bytes] of [...this.disk]) yield [name, bytes.slice()]
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  mustBeOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the storage is closed')
  }
}
