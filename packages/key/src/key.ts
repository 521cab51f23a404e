/** A 256-bit identifier: of a node, or of a value. */

import { bytesOfHex, viewOf, Words } from './words.ts'

/**
 * An immutable point of the 256-bit space that nodes and values share.
 *
 * @example
 * const key = Key.fromHex('00'.repeat(31) + '2a')
 * key.toHex() // 64 digits, leading zeros kept
 */
export class Key extends Words {
  // Makes Key and Distance different types for the compiler, although their fields are alike.
  declare readonly kind: 'key'

  /** From exactly 32 bytes, big-endian; they are copied. @throws TypeError, RangeError for anything else. */
  static fromBytes(bytes: Uint8Array): Key {
    const view = viewOf(bytes, 'key')
    return new Key(
      view.getUint32(0),
      view.getUint32(4),
      view.getUint32(8),
      view.getUint32(12),
      view.getUint32(16),
      view.getUint32(20),
      view.getUint32(24),
      view.getUint32(28),
    )
  }

  /** From exactly 64 hex digits of either case. @throws TypeError, RangeError for anything else. */
  static fromHex(hex: string): Key {
    return Key.fromBytes(bytesOfHex(hex, 'key'))
  }

  /** Whether both keys are the same 256 bits. */
  equals(other: Key): boolean {
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
