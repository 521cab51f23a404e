/** The records that are on their way to the storage. */

import type { Key } from '@kadkit/key'
import type { ValueRecord } from '../wire/value-record.ts'

/** Any number for one key: the storage is given them in turn, and the last one stays. */
export class Saves {
  readonly #records = new Map<string, ValueRecord[]>()
  #count = 0
  #bytes = 0

  begin(record: ValueRecord): void {
    const name = record.key.toHex()
    this.#records.set(name, [...(this.#records.get(name) ?? []), record])
    this.#count++
    this.#bytes += record.value.length
  }

  end(record: ValueRecord): void {
    const name = record.key.toHex()
    const others = (this.#records.get(name) ?? []).filter((other) => other !== record)
    if (others.length > 0) this.#records.set(name, others)
    else this.#records.delete(name)
    this.#count--
    this.#bytes -= record.value.length
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

  get count(): number {
    return this.#count
  }

  /** The bytes of their values in sum. */
  get bytes(): number {
    return this.#bytes
  }
}
