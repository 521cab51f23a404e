/** Who runs. */

import type { Dice } from '../random/dice.ts'

/** The nodes that run, any of which can be drawn at once; and how long all have run together. */
export class Census<N> {
  readonly #running: N[] = []
  readonly #places = new Map<N, number>()
  #nodeMs = 0
  #since = 0

  get running(): readonly N[] {
    return this.#running
  }

  started(node: N, now: number): void {
    this.#countUp(now)
    this.#places.set(node, this.#running.length)
    this.#running.push(node)
  }

  crashed(node: N, now: number): void {
    this.#countUp(now)
    const place = this.#places.get(node)
    const last = this.#running.pop()
    this.#places.delete(node)
    if (place === undefined || last === undefined || last === node) return
    this.#running[place] = last
    this.#places.set(last, place)
  }

  /** @throws RangeError when nobody runs. */
  draw(dice: Dice): N {
    return dice.pick(this.#running)
  }

  /** For how many milliseconds nodes have run, all added up. */
  nodeMs(now: number): number {
    this.#countUp(now)
    return this.#nodeMs
  }

  #countUp(now: number): void {
    this.#nodeMs += this.#running.length * (now - this.#since)
    this.#since = now
  }
}
