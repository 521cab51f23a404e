/** What one case of the contract is made of. */

import type { Storage } from '../storage.ts'

/** `play` gets a new empty storage, and resolves when the rule is kept. */
export interface Rule {
  readonly name: string
  play(storage: Storage): Promise<void>
}

/** A rule that also needs to close a storage and to open the same data again. */
export interface DurableRule {
  readonly name: string
  play(storage: Storage, reopen: (storage: Storage) => Promise<Storage>): Promise<void>
}

/** `length` bytes that differ from their neighbours, and from those made with another `salt`. */
export function bytesFor(salt: number, length = 8): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => salt * 31 + i * 7)
}
