/** What every storage must do, as data: a list of named cases for any test runner. */

import type { Storage } from '../storage.ts'
import { bufferRules } from './buffer-rules.ts'
import { entriesRules } from './entries-rules.ts'
import { durableRules, lifeRules } from './life-rules.ts'
import { valueRules } from './value-rules.ts'

/** How to make the storages under examination. */
export interface StorageContractOptions {
  /** Makes a new, open, empty storage. */
  create(): Storage | Promise<Storage>
  /** Closes a storage and opens the same data again. Storages that forget at their end leave it out. */
  reopen?(storage: Storage): Promise<Storage>
}

/** One case; `run` stands alone, closes what it opened, and rejects with an Error that says what was promised. */
export interface StorageContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/**
 * The cases that prove a storage. They hold in any order. Those about durability are there if `reopen` is.
 *
 * @example
 * for (const { name, run } of storageContract({ create: () => new MemoryStorage() })) test(name, run)
 */
export function storageContract(options: StorageContractOptions): readonly StorageContractCase[] {
  const cases = [...valueRules, ...bufferRules, ...entriesRules, ...lifeRules].map(({ name, play }) => ({
    name,
    run: () => withStorage(options, play),
  }))
  const { reopen } = options
  if (reopen === undefined) return cases
  const durable = durableRules.map(({ name, play }) => ({
    name,
    run: () => withStorage(options, (storage) => play(storage, (open) => reopen.call(options, open))),
  }))
  return [...cases, ...durable]
}

async function withStorage(
  options: StorageContractOptions,
  play: (storage: Storage) => Promise<void>,
): Promise<void> {
  const storage = await options.create()
  try {
    await play(storage)
  } finally {
    // What goes wrong here must not hide why a case failed.
    await storage.close().catch(() => {})
  }
}
