/** The storage of a simulated node, which can be made to fail. */

import type { Key } from '@kadkit/key'
import { type AgedContact, decodeRecord, encodeRecord, type Shelf, type ValueRecord } from '@kadkit/protocol'

/**
 * - `works`: keeps what it is given.
 * - `fails`: says of every write that it failed, and finds nothing.
 * - `hangs`: never answers. What was asked meanwhile stays unanswered for ever.
 * - `loses`: says that it has kept what it forgets.
 */
export type StorageMode = 'works' | 'fails' | 'hangs' | 'loses'

/** Records by their key, as bytes: what comes out shares no memory with what went in. */
export class SimStorage {
  mode: StorageMode = 'works'
  readonly #records: { readonly [shelf in Shelf]: Map<string, Uint8Array> } = {
    held: new Map(),
    own: new Map(),
  }

  #contacts: readonly AgedContact[] = []

  /** The routing table that was last noted. */
  get contacts(): readonly AgedContact[] {
    return this.#contacts
  }

  note(contacts: readonly AgedContact[]): void {
    if (this.mode === 'works') this.#contacts = contacts
  }

  /** How many records are held, besides those of its node's own. */
  get size(): number {
    return this.#records.held.size
  }

  /** Whether the record is kept; undefined when no answer ever comes. */
  save(shelf: Shelf, record: ValueRecord): boolean | undefined {
    if (this.mode === 'hangs') return undefined
    if (this.mode === 'works') this.#records[shelf].set(record.key.toHex(), encodeRecord(record))
    return this.mode !== 'fails'
  }

  /** The record, or 'none'; undefined when no answer ever comes. */
  load(shelf: Shelf, key: Key): ValueRecord | 'none' | undefined {
    if (this.mode === 'hangs') return undefined
    return this.mode === 'fails' ? 'none' : (this.peek(key, shelf) ?? 'none')
  }

  drop(shelf: Shelf, key: Key): void {
    if (this.mode !== 'fails') this.#records[shelf].delete(key.toHex())
  }

  /** What is really there, whatever the mode. */
  peek(key: Key, shelf: Shelf = 'held'): ValueRecord | undefined {
    const bytes = this.#records[shelf].get(key.toHex())
    return bytes === undefined ? undefined : decoded(bytes)
  }

  /** All that is really there, in the order of the first writes. */
  all(shelf: Shelf = 'held'): ValueRecord[] {
    return [...this.#records[shelf].values()].map(decoded)
  }

  /** The disk is gone. */
  clear(): void {
    this.#records.held.clear()
    this.#records.own.clear()
    this.#contacts = []
  }
}

function decoded(bytes: Uint8Array): ValueRecord {
  const record = decodeRecord(bytes)
  if (record === undefined) throw new Error('a record does not decode to what was encoded')
  return record
}
