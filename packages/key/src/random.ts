/** Randomness as a seam, and random keys. */

import { randomBytes } from '@noble/hashes/utils.js'
import { Key } from './key.ts'
import { KEY_BITS, KEY_BYTES } from './words.ts'

/** Returns `length` random bytes, in an array of the caller's own. */
export type RandomBytes = (length: number) => Uint8Array

/** The platform's cryptographic random bytes. */
export const systemRandomBytes: RandomBytes = randomBytes

/** A key drawn evenly from all 2^256. */
export function randomKey(random: RandomBytes = systemRandomBytes): Key {
  return Key.fromBytes(random(KEY_BYTES))
}

/**
 * A key drawn evenly from bucket `index` of the node `self`: it shares exactly `index` leading bits with it.
 * Refreshing a bucket needs such a key: one drawn from the whole space falls into bucket 0 half of the time.
 *
 * @throws RangeError when `index` is not an integer of 0 to 255.
 */
export function randomKeyInBucket(self: Key, index: number, random: RandomBytes = systemRandomBytes): Key {
  if (!Number.isInteger(index) || index < 0 || index >= KEY_BITS) {
    throw new RangeError(`bucket index must be an integer of 0 to ${KEY_BITS - 1}, got ${String(index)}`)
  }
  const own = self.toBytes()
  const bytes = randomKey(random).toBytes()
  const byte = index >>> 3
  const bit = 0x80 >>> (index & 7)
  const below = bit - 1
  bytes[byte] = (((own[byte] ?? 0) ^ bit) & ~below) | ((bytes[byte] ?? 0) & below)
  bytes.set(own.subarray(0, byte))
  return Key.fromBytes(bytes)
}
