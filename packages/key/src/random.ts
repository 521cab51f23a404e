/** Randomness as a seam, and random keys. */

import { randomBytes } from '@noble/hashes/utils.js'
import { Key } from './key.ts'
import { KEY_BITS, KEY_BYTES } from './words.ts'

/** Returns `length` random bytes, in an array of the caller's own. */
export type RandomBytes = (length: number) => Uint8Array

/** The platform is asked for so many at once: a call of it takes longer than the bytes. */
const POOL_BYTES = 4_096
/** Longer requests would only empty the pool. */
const MAX_POOLED_BYTES = 256
let pool = new Uint8Array(0)
let taken = 0

/** The platform's cryptographic random bytes. */
export const systemRandomBytes: RandomBytes = (length) => {
  if (!Number.isInteger(length) || length < 0 || length > MAX_POOLED_BYTES) return randomBytes(length)
  if (taken + length > pool.length) {
    pool = randomBytes(POOL_BYTES)
    taken = 0
  }
  const bytes = pool.slice(taken, taken + length)
  // What was given out is nowhere else: a look into this memory tells nothing about the ids before.
  pool.fill(0, taken, taken + length)
  taken += length
  return bytes
}

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
