/** The records that are on their way to the storage. */

import type { Key } from '@kadkit/key'
import type { ValueRecord } from '../wire/value-record.ts'

/** Any number for one key: the storage is given them in turn, and the last one stays. */
export class Saves {
  readonly #records = new Map<string, ValueRecord[]>()

  begin(record: ValueRecord): void {
    const name = record.key.toHex()
    const others = this.#records.get(name)
    if (others === undefined) this.#records.set(name, [record])
    else others.push(record)
  }

  end(record: ValueRecord): void {
    const name = record.key.toHex()
    const records = this.#records.get(name) ?? []
    const at = records.indexOf(record)
    if (at >= 0) records.splice(at, 1)
    if (records.length === 0) this.#records.delete(name)
  }

  /** Whether a record of this key is on its way. */
  has(key: Key): boolean {
    return this.#records.has(key.toHex())
  }

  /** Whether one of them is a replica, not only a cached copy. */
  hasReplica(key: Key): boolean {
    return this.#records.get(key.toHex())?.some(({ cached }) => !cached) === true
  }

  /** The record of this key that came last: it is the one that stays. */
  last(key: Key): ValueRecord | undefined {
    return this.#records.get(key.toHex())?.at(-1)
  }

  /** The bytes of the longest value of this key that is on its way; 0 if there is none. */
  longest(key: Key): number {
    let most = 0
    for (const { value } of this.#records.get(key.toHex()) ?? []) most = Math.max(most, value.length)
    return most
  }
}
