/** A 256-bit identifier: of a node, or of a value. */

import { bytesOfHex, checkWhole, Words } from './words.ts'

/**
 * An immutable point of the 256-bit space that nodes and values share.
 *
 * @example
 * const key = Key.fromHex('00'.repeat(31) + '2a')
 * key.toHex() // 64 digits, leading zeros kept
 */
export class Key extends Words {
  /** From exactly 32 bytes, big-endian; they are copied. @throws TypeError, RangeError for anything else. */
  static fromBytes(bytes: Uint8Array): Key {
    checkWhole(bytes)
    return new Key(bytes, 0)
  }

  /** From the 32 bytes at `offset`, big-endian; they are copied. @throws TypeError, RangeError when there are not so many. */
  static readFrom(bytes: Uint8Array, offset: number): Key {
    return new Key(bytes, offset)
  }

  /** From exactly 64 hex digits of either case. @throws TypeError, RangeError for anything else. */
  static fromHex(hex: string): Key {
    return new Key(bytesOfHex(hex), 0)
  }

  /** Whether both keys are the same 256 bits. */
  equals(other: Key): boolean {
    if (this === other) return true
    return (
      this.w0 === other.w0 &&
      this.w1 === other.w1 &&
      this.w2 === other.w2 &&
      this.w3 === other.w3 &&
      this.w4 === other.w4 &&
      this.w5 === other.w5 &&
      this.w6 === other.w6 &&
      this.w7 === other.w7
    )
  }
}
