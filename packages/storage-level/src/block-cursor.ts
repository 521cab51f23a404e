/** The entries of a block of a table, one after the other, without an object for each: a node that starts waits for them. */

/** An internal key ends in eight bytes: a kind (1 is a value) and LevelDB's own sequence. */
const SUFFIX_BYTES = 8
const VALUE = 1

/** Stands before the first entry of the block that it has entered, and on the next one after each `next`. */
export class BlockCursor {
  /** The block; the value of the entry is what stands in it from `valueAt` to `valueEnd`. */
  block: Uint8Array = new Uint8Array(0)
  valueAt = 0
  valueEnd = 0
  #key = Buffer.alloc(512)
  #keyLength = 0
  #at = 0
  #end = 0

  enter(block: Uint8Array): void {
    this.block = block
    this.#keyLength = 0
    this.#at = 0
    // at the end there are offsets, which are not needed, and how many they are
    const { length } = block
    const count = length < 4 ? 0 : new DataView(block.buffer, block.byteOffset).getUint32(length - 4, true)
    this.#end = length - 4 - 4 * count
  }

  /** Whether there is another entry. A filter block has none, and is not known by its looks: anything may come of it. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const shared = this.#varint()
    const fresh = this.#varint()
    const length = this.#varint()
    this.valueAt = this.#at + fresh
    this.valueEnd = this.valueAt + length
    if (this.valueEnd > this.#end || shared > this.#keyLength) {
      this.#at = this.#end
      return false
    }
    this.#takeKey(shared, fresh)
    this.#at = this.valueEnd
    return true
  }

  /** Whether the entry is a value, and not the deletion of one. */
  get isValue(): boolean {
    return this.#key[this.#keyLength - SUFFIX_BYTES] === VALUE
  }

  /** The key of the entry, which is text of characters below 256, without what LevelDB has put behind it. */
  get key(): string {
    return this.#key.toString('latin1', 0, Math.max(0, this.#keyLength - SUFFIX_BYTES))
  }

  /** The first character of the key, as its code. */
  get firstOfKey(): number | undefined {
    return this.#key[0]
  }

  /** Each key has the beginning of the one before it left out. */
  #takeKey(shared: number, fresh: number): void {
    if (shared + fresh > this.#key.length) this.#key = Buffer.concat([this.#key], 2 * (shared + fresh))
    const [key, block, at] = [this.#key, this.block, this.#at]
    for (let i = 0; i < fresh; i++) key[shared + i] = block[at + i] ?? 0
    this.#keyLength = shared + fresh
  }

  #varint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.block[this.#at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) break
    }
    return value >>> 0
  }
}
