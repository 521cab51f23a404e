/** Random bytes that a seed repeats: for tests and simulations only. */

import type { RandomBytes } from './random.ts'

/**
 * The same seed gives the same bytes, on every platform: xoshiro128** (Blackman and Vigna 2021), seeded through
 * splitmix32. Fast and evenly spread, but predictable: never for a node that strangers can reach.
 */
export function seededRandomBytes(seed: number): RandomBytes {
  let a = splitmix32(seed)
  let b = splitmix32(seed + 1)
  let c = splitmix32(seed + 2)
  let d = splitmix32(seed + 3) | 1

  function next(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return scrambled
  }

  return (length) => {
    const bytes = new Uint8Array(length)
    for (let i = 0; i < length; i += 4) {
      const word = next()
      bytes[i] = word
      if (i + 1 < length) bytes[i + 1] = word >>> 8
      if (i + 2 < length) bytes[i + 2] = word >>> 16
      if (i + 3 < length) bytes[i + 3] = word >>> 24
    }
    return bytes
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function splitmix32(seed: number): number {
  let word = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return word ^ (word >>> 15)
}
