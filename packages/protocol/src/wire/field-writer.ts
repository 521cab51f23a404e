/** The fields of a body or a record, as protobuf has them: written into one memory, one after the other. */

import { KEY_BYTES, type Key } from '@kadkit/key'
import { util } from 'protobufjs/minimal.js'
import type { Publication } from './publication.ts'
import { writeVarint } from './sizes.ts'

const FIRST_BYTES = 512
/** The memory of a longer body is let go. */
const MAX_KEPT_BYTES = 4_096
const VARINT = 0
const DOUBLE = 1
const LENGTH_DELIMITED = 2
const DOUBLE_BYTES = 8
/** Of a tag, and of a number. */
const MOST_BYTES = 5

/** Proto3: a number that is 0 and a flag that is not set are left out. Fields are to be written in the order of their numbers. */
export class FieldWriter {
  #bytes = new Uint8Array(FIRST_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #end = 0

  /** Empties it: what was written before is no more. */
  begin(): this {
    if (this.#bytes.length > MAX_KEPT_BYTES) this.#moveTo(new Uint8Array(FIRST_BYTES))
    this.#end = 0
    return this
  }

  /** What was written, without a copy: a view of memory that is written into after the next `begin`. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#end)
  }

  key(field: number, key: Key): this {
    this.#start(field, LENGTH_DELIMITED, MOST_BYTES + KEY_BYTES)
    this.#bytes[this.#end] = KEY_BYTES
    key.writeIn(this.#view, this.#end + 1)
    this.#end += 1 + KEY_BYTES
    return this
  }

  /** Also where there are none. */
  bytes(field: number, content: Uint8Array): this {
    const { length } = content
    this.#start(field, LENGTH_DELIMITED, MOST_BYTES + length)
    this.#end = writeVarint(this.#bytes, this.#end, length)
    this.#bytes.set(content, this.#end)
    this.#end += length
    return this
  }

  text(field: number, text: string): this {
    const length = util.utf8.length(text)
    if (length === 0) return this
    this.#start(field, LENGTH_DELIMITED, MOST_BYTES + length)
    this.#end = writeVarint(this.#bytes, this.#end, length)
    this.#end += util.utf8.write(text, this.#bytes, this.#end)
    return this
  }

  /** An integer of 0 to 2^32 - 1. */
  count(field: number, count: number): this {
    if (count === 0) return this
    this.#start(field, VARINT, MOST_BYTES)
    this.#end = writeVarint(this.#bytes, this.#end, count)
    return this
  }

  flag(field: number, isSet: boolean): this {
    return this.count(field, isSet ? 1 : 0)
  }

  double(field: number, number: number): this {
    if (number === 0) return this
    this.#start(field, DOUBLE, DOUBLE_BYTES)
    this.#view.setFloat64(this.#end, number, true)
    this.#end += DOUBLE_BYTES
    return this
  }

  /** A publisher in the field of this number, and a version in the next. */
  publication(field: number, { publisher, version }: Publication): this {
    return this.key(field, publisher).double(field + 1, version)
  }

  /** Writes the tag, where there is room for it and for so many bytes more. */
  #start(field: number, wireType: number, contentBytes: number): void {
    const end = this.#end + MOST_BYTES + contentBytes
    if (end > this.#bytes.length) this.#moveTo(new Uint8Array(Math.max(end, 2 * this.#bytes.length)))
    this.#end = writeVarint(this.#bytes, this.#end, (field << 3) | wireType)
  }

  /** Takes along what fits. */
  #moveTo(memory: Uint8Array<ArrayBuffer>): void {
    memory.set(this.#bytes.subarray(0, Math.min(this.#end, memory.length)))
    this.#bytes = memory
    this.#view = new DataView(memory.buffer)
  }
}
