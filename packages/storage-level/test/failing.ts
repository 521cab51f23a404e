/** Parts that fail when a test says so. */

import type { AppendFile, OpenAppendFile } from '../src/append-file.ts'
import { openAppendFile } from '../src/append-file.ts'
import type { LevelDatabase } from '../src/index.ts'

/** An error like those of the system. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: the disk of this test`), { code })
}

/** Files whose calls fail with the error that is set for them. */
export class FailingFiles {
  writeError: Error | undefined
  syncError: Error | undefined
  syncs = 0

  readonly open: OpenAppendFile = async (path, flags) => this.#wrap(await openAppendFile(path, flags))

  #wrap(file: AppendFile): AppendFile {
    return {
      write: async (text) => {
        if (this.writeError !== undefined) throw this.writeError
        await file.write(text)
      },
      sync: async () => {
        this.syncs++
        if (this.syncError !== undefined) throw this.syncError
        await file.sync()
      },
      linked: () => file.linked(),
      close: () => file.close(),
    }
  }
}

/** A database whose batches fail with the error that is set, and are counted. */
export class WatchedDatabase implements LevelDatabase {
  batchError: Error | undefined
  readonly batches: { writes: number; sync: boolean }[] = []
  closed = 0
  readonly #inner: LevelDatabase
  open: LevelDatabase['open']
  readonly get: LevelDatabase['get']
  readonly getMany: LevelDatabase['getMany']
  readonly iterator: LevelDatabase['iterator']

  constructor(inner: LevelDatabase) {
    this.#inner = inner
    this.open = () => inner.open()
    this.get = (key, options) => inner.get(key, options)
    this.getMany = (keys, options) => inner.getMany(keys, options)
    this.iterator = (options) => inner.iterator(options)
  }

  async batch(...[writes, options]: Parameters<LevelDatabase['batch']>): Promise<void> {
    if (this.batchError !== undefined) throw this.batchError
    this.batches.push({ writes: writes.length, sync: options.sync === true })
    await this.#inner.batch(writes, options)
  }

  async close(): Promise<void> {
    this.closed++
    await this.#inner.close()
  }
}
