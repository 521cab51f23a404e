/** Random bytes that a seed repeats: for tests and simulations only. */

import type { RandomBytes } from './random.ts'

/**
 * The same seed, any safe integer, gives the same bytes on every platform: xoshiro128** (Blackman and Vigna 2021).
 * Fast and evenly spread, but predictable: never for a node that strangers can reach.
 *
 * @throws RangeError for a seed that is not a safe integer.
 */
export function seededRandomBytes(seed: number): RandomBytes {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a safe integer, got ${String(seed)}`)
  const start = splitmix32(seed ^ splitmix32(Math.floor(seed / 2 ** 32))())
  let a = start()
  let b = start()
  let c = start()
  // A state of zeros would stay zero for ever.
  let d = start() | 1

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

/** Spreads a seed over as many words as are asked for: seeds that are near each other give words that are not. */
function splitmix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = state
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return word ^ (word >>> 15)
  }
}
