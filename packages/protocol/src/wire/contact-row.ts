/** The contacts of one family of addresses, on their way into one field of a message. */

import { KEY_BYTES, type Key } from '@kadkit/key'
import { type ListedContact, MAX_AGE_SECONDS } from './message.ts'
import { fieldBytes, varintBytes, writeFieldStart } from './sizes.ts'

/** Bytes of the age in a record. */
export const AGE_BYTES = 2
/** The most bytes before the records: a tag, and their length. */
export const START_BYTES = 3

/**
 * Writes the address of the contact with this key from `offset` on, into `bytes` or through their view; how many bytes it
 * is, and 0 for none of this family.
 */
export type WriteAddress = (
  key: Key,
  address: string,
  view: DataView,
  bytes: Uint8Array,
  offset: number,
) => number

/** Where records are packed, one list after the other. */
export class ContactRow {
  readonly #field: number
  readonly #writeAddress: WriteAddress
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #end = START_BYTES

  /** `room`: for how many bytes of records, in the field of this number, 1 to 15. */
  constructor(field: number, room: number, writeAddress: WriteAddress) {
    this.#field = field
    this.#writeAddress = writeAddress
    this.#bytes = new Uint8Array(START_BYTES + room)
    this.#view = new DataView(this.#bytes.buffer)
  }

  clear(): void {
    this.#end = START_BYTES
  }

  /** Bytes of the whole field: 0 without a record. */
  get fieldBytes(): number {
    return this.#end === START_BYTES ? 0 : fieldBytes(1, this.#end - START_BYTES)
  }

  /** Adds a record; how many bytes it is, and 0 when the address is none of this family. */
  add({ key, address, ageMs }: ListedContact): number {
    const bytes = this.#bytes
    const start = this.#end
    const addressBytes = this.#writeAddress(key, address, this.#view, bytes, start + KEY_BYTES)
    if (addressBytes === 0) return 0
    key.writeIn(this.#view, start)
    const ageAt = start + KEY_BYTES + addressBytes
    const age = ageSeconds(ageMs)
    bytes[ageAt] = age >>> 8
    bytes[ageAt + 1] = age
    this.#end = ageAt + AGE_BYTES
    return this.#end - start
  }

  /** Takes the last record out again, which has so many bytes. */
  takeBack(recordBytes: number): void {
    this.#end -= recordBytes
  }

  /** The whole field, empty without a record: a view of memory that the next list is written into. */
  toField(): Uint8Array {
    const recordsBytes = this.#end - START_BYTES
    if (recordsBytes === 0) return this.#bytes.subarray(0, 0)
    const start = START_BYTES - 1 - varintBytes(recordsBytes)
    writeFieldStart(this.#bytes, start, this.#field, recordsBytes)
    return this.#bytes.subarray(start, this.#end)
  }
}

/** Whole seconds, rounded down; an age that is no number passes for the greatest. */
function ageSeconds(ageMs: number): number {
  if (!(ageMs < MAX_AGE_SECONDS * 1000)) return MAX_AGE_SECONDS
  return Math.max(0, Math.floor(ageMs / 1000))
}
