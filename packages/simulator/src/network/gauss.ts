/** Chance for a pair of hosts: the same each time it is asked, and nothing to store. */

import { hash32 } from '../random/dice.ts'

/** A number of the normal distribution for the pair of `a` and `b`, in either order (Box and Muller 1958). */
export function gaussOf(seed: number, a: number, b: number): number {
  const pair = hash32(hash32(seed, Math.min(a, b)), Math.max(a, b))
  const radius = Math.sqrt(-2 * Math.log((hash32(pair, 1) + 1) / (2 ** 32 + 1)))
  return radius * Math.cos((2 * Math.PI * hash32(pair, 2)) / 2 ** 32)
}
