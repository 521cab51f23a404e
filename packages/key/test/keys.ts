/** Arbitrary keys, and keys as bigint, to compare with. */

import fc from 'fast-check'
import { Key } from '../src/index.ts'

export const anyKey: fc.Arbitrary<Key> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Key.fromBytes(bytes))

/** Two keys that share their first bits: two random ones differ in their first byte and would test no other. */
export const relatedKeys: fc.Arbitrary<[Key, Key]> = fc
  .tuple(anyKey, anyKey, fc.integer({ min: 0, max: 256 }))
  .map(([a, noise, bits]) => [a, keyOfNumber(numberOf(a) ^ (numberOf(noise) >> BigInt(bits)))])

export function numberOf(words: { toHex(): string }): bigint {
  return BigInt(`0x${words.toHex()}`)
}

export function keyOfNumber(number: bigint): Key {
  return Key.fromHex(number.toString(16).padStart(64, '0'))
}

/** All 256 bits as text. */
export function bitsOf(key: Key): string {
  return numberOf(key).toString(2).padStart(256, '0')
}
