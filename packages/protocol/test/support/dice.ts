/** Random choices that a seed repeats. */

import { seededRandomBytes } from '@kadkit/key'

export class Dice {
  readonly #random: (length: number) => Uint8Array

  constructor(seed: number) {
    this.#random = seededRandomBytes(seed)
  }

  /** Evenly from 0 to 1, without 1. */
  draw(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#random(4)
    return (a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24) / 2 ** 32
  }

  /** An integer of 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.draw() * count)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** `count` of these at random, or all of them in random order. */
  some<T>(items: readonly T[], count = items.length): T[] {
    const rest = [...items]
    const taken: T[] = []
    while (rest.length > 0 && taken.length < count) taken.push(...rest.splice(this.below(rest.length), 1))
    return taken
  }
}
