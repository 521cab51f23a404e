/** Chance that a seed repeats, as numbers of the shapes that simulations need. */

import { type Key, type RandomBytes, randomKey, seededRandomBytes } from '@kadkit/key'

/** Bytes are drawn in blocks: one call for each number would make one small array for each. */
const BLOCK_BYTES = 1_024

/** The same seed gives the same numbers, on every platform. */
export class Dice {
  /** The bytes behind the numbers: for what takes a `RandomBytes`. */
  readonly bytes: RandomBytes
  readonly #seed: number
  #block: Uint8Array = new Uint8Array(0)
  #at = 0
  #forks = 0

  /** @throws RangeError for a seed that is not a safe integer. */
  constructor(seed: number) {
    this.#seed = seed
    this.bytes = seededRandomBytes(seed)
  }

  /** Dice of its own for another purpose, so that what one draws does not change what the other draws. */
  fork(): Dice {
    this.#forks++
    return new Dice(hash32(hash32(this.#seed) ^ (this.#seed / 2 ** 32), this.#forks))
  }

  /** 32 bits, as an integer from 0. */
  word(): number {
    if (this.#at === this.#block.length) {
      this.#block = this.bytes(BLOCK_BYTES)
      this.#at = 0
    }
    const [block, at] = [this.#block, this.#at]
    this.#at += 4
    const high = (((block[at] ?? 0) << 8) | (block[at + 1] ?? 0)) * 2 ** 16
    return high + (((block[at + 2] ?? 0) << 8) | (block[at + 3] ?? 0))
  }

  /** Evenly from 0 up to, but never, 1. */
  next(): number {
    return this.word() / 2 ** 32
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  /** An integer from 0 up to, but never, `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  /** One of these. @throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('there is nothing to pick from')
    return item
  }

  /** `count` of these, or all, each at most once, in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const pool = [...items]
    const taken: T[] = []
    while (taken.length < count && pool.length > 0) {
      const at = this.below(pool.length)
      const last = pool.pop()
      const item = at === pool.length ? last : pool[at]
      if (last !== undefined && at < pool.length) pool[at] = last
      if (item !== undefined) taken.push(item)
    }
    return taken
  }

  /** Exponential, by its mean: the time between events that know nothing of each other. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  /** Weibull: with a shape below 1, whoever has stayed long is likely to stay longer (Stutzbach and Rejaie, IMC 2006). */
  weibull(shape: number, scale: number): number {
    return scale * (-Math.log(1 - this.next())) ** (1 / shape)
  }

  /** Pareto, never below `min`. */
  pareto(shape: number, min: number): number {
    return min / (1 - this.next()) ** (1 / shape)
  }

  /** A random key. */
  key(): Key {
    return randomKey(this.bytes)
  }
}

/** Mixes two words into one: near inputs give outputs that are not (murmur3's finalizer, Appleby). */
export function hash32(a: number, b = 0): number {
  let word = (a ^ Math.imul(b | 0, 0x9e3779b1)) | 0
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return (word ^ (word >>> 16)) >>> 0
}
