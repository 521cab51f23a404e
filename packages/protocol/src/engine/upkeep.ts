/** What a node does by itself as time goes by: looking into buckets that nobody looked into. */

import { randomKeyInBucket } from '@kadkit/key'
import type { Workshop } from './operation.ts'
import { Search } from './search.ts'

/** How often an hour's idleness is looked for, in parts of that hour. */
const CHECKS_A_PERIOD = 8
const JITTER = 0.1

/** Refreshes one bucket at a time, each by a lookup of a random key inside it (paper, section 2.3). */
export class Upkeep {
  readonly #workshop: Workshop
  readonly #waiting: number[] = []
  #search: Search | undefined
  #checkAt = Number.POSITIVE_INFINITY

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  /** When the next check is due; Infinity before the node has joined. */
  get deadline(): number {
    return this.#checkAt
  }

  /** The lookup of our own key is done: refreshes every bucket farther than the closest neighbour. */
  joined(now: number): void {
    const { table, self } = this.#workshop
    const [neighbour] = table.closest(self.key, 1)
    if (neighbour !== undefined) {
      for (let index = table.bucketOf(neighbour.contact.key) - 1; index >= 0; index--) this.#enqueue(index)
    }
    if (this.#checkAt === Number.POSITIVE_INFINITY) this.#schedule(now)
    this.#refreshNext(now)
  }

  /** Refreshes what was idle for too long, if it is time to look. */
  advance(now: number): void {
    if (now < this.#checkAt) return
    const { table, config } = this.#workshop
    for (const index of table.idle(now - config.refreshEveryMs)) this.#enqueue(index)
    this.#schedule(now)
    this.#refreshNext(now)
  }

  #enqueue(index: number): void {
    if (!this.#waiting.includes(index)) this.#waiting.push(index)
  }

  #schedule(now: number): void {
    const { config, random } = this.#workshop
    const [drawn = 0] = random(1)
    const factor = 1 - JITTER + (2 * JITTER * drawn) / 255
    this.#checkAt = now + (config.refreshEveryMs / CHECKS_A_PERIOD) * factor
  }

  #refreshNext(now: number): void {
    if (this.#search?.active) return
    const index = this.#waiting.shift()
    if (index === undefined) return
    const target = randomKeyInBucket(this.#workshop.self.key, index, this.#workshop.random)
    this.#search = new Search(
      this.#workshop,
      target,
      { type: 'find-node', target },
      {
        done: (then) => this.#refreshNext(then),
      },
    )
    this.#search.begin(now)
  }
}
