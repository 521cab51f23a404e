/** Random numbers that a seed repeats, for a network whose accidents can be replayed. */

const TWO_TO_32 = 2 ** 32

/**
 * Returns a function that draws evenly from 0 up to, but not including, 1. The same seed gives the same numbers on
 * every platform: SplitMix (Steele, Lea and Flood 2014) with 32 bits of state, so that 2^32 seeds differ. Not for
 * secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return ((word ^ (word >>> 15)) >>> 0) / TWO_TO_32
  }
}
