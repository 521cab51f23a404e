/** The XOR metric (Maymounkov and Mazières 2002, section 2.1). */

import type { Key } from './key.ts'
import { bytesOfHex, KEY_BITS, viewOf, Words } from './words.ts'

/**
 * How far two keys are apart: their bitwise XOR, read as a big-endian integer. Symmetric; zero only between
 * equal keys; and for a key and a distance there is exactly one key at that distance.
 */
export class Distance extends Words {
  declare readonly kind: 'distance'

  /** The distance between two keys. */
  static between(a: Key, b: Key): Distance {
    return new Distance(
      a.w0 ^ b.w0,
      a.w1 ^ b.w1,
      a.w2 ^ b.w2,
      a.w3 ^ b.w3,
      a.w4 ^ b.w4,
      a.w5 ^ b.w5,
      a.w6 ^ b.w6,
      a.w7 ^ b.w7,
    )
  }

  /** From exactly 32 bytes, big-endian. @throws TypeError, RangeError for anything else. */
  static fromBytes(bytes: Uint8Array): Distance {
    const view = viewOf(bytes, 'distance')
    return new Distance(
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
  static fromHex(hex: string): Distance {
    return Distance.fromBytes(bytesOfHex(hex, 'distance'))
  }

  /** Negative when this distance is the shorter one, 0 when both are equal, positive when it is the longer one. */
  compare(other: Distance): number {
    return (
      this.w0 - other.w0 ||
      this.w1 - other.w1 ||
      this.w2 - other.w2 ||
      this.w3 - other.w3 ||
      this.w4 - other.w4 ||
      this.w5 - other.w5 ||
      this.w6 - other.w6 ||
      this.w7 - other.w7
    )
  }

  /** How many of the 256 bits are zero before the first one: 256 for the distance between equal keys. */
  leadingZeros(): number {
    const words = [this.w0, this.w1, this.w2, this.w3, this.w4, this.w5, this.w6, this.w7]
    const first = words.findIndex((word) => word !== 0)
    return first < 0 ? KEY_BITS : first * 32 + Math.clz32(words[first] ?? 0)
  }
}
