/** The XOR metric (Maymounkov and Mazières 2002, section 2.1). */

import type { Key } from './key.ts'
import { bytesOfHex, checkWhole, KEY_BITS, Words } from './words.ts'

/**
 * How far two keys are apart: their bitwise XOR, read as a big-endian integer. Symmetric; zero only between
 * equal keys; and for a key and a distance there is exactly one key at that distance.
 *
 * To show and to store. Sorting needs none: `compareDistance` and `commonPrefixLength` take the keys themselves.
 */
export class Distance extends Words {
  /** The distance between two keys. */
  static between(a: Key, b: Key): Distance {
    const other = b.toBytes()
    return new Distance(
      a.toBytes().map((byte, i) => byte ^ (other[i] ?? 0)),
      0,
    )
  }

  /** From exactly 32 bytes, big-endian; they are copied. @throws TypeError, RangeError for anything else. */
  static fromBytes(bytes: Uint8Array): Distance {
    checkWhole(bytes)
    return new Distance(bytes, 0)
  }

  /** From exactly 64 hex digits of either case. @throws TypeError, RangeError for anything else. */
  static fromHex(hex: string): Distance {
    return new Distance(bytesOfHex(hex), 0)
  }

  /** Negative when this distance is the shorter one, 0 when both are equal, positive when it is the longer one. */
  compare(other: Distance): number {
    return (
      unsigned(this.w0) - unsigned(other.w0) ||
      unsigned(this.w1) - unsigned(other.w1) ||
      unsigned(this.w2) - unsigned(other.w2) ||
      unsigned(this.w3) - unsigned(other.w3) ||
      unsigned(this.w4) - unsigned(other.w4) ||
      unsigned(this.w5) - unsigned(other.w5) ||
      unsigned(this.w6) - unsigned(other.w6) ||
      unsigned(this.w7) - unsigned(other.w7)
    )
  }

  /** How many of the 256 bits are zero before the first one: 256 for the distance between equal keys. */
  leadingZeros(): number {
    const words = [this.w0, this.w1, this.w2, this.w3, this.w4, this.w5, this.w6, this.w7]
    const first = words.findIndex((word) => word !== 0)
    return first < 0 ? KEY_BITS : first * 32 + Math.clz32(words[first] ?? 0)
  }
}

function unsigned(word: number): number {
  return word >>> 0
}
