/** What a node does by itself as time goes by: looking into buckets that nobody looked into, and around itself. */

import { type Key, randomKeyInBucket } from '@kadkit/key'
import type { Workshop } from './operation.ts'
import { Search } from './search.ts'

/** How often an hour's idleness is looked for, in parts of that hour. */
const CHECKS_A_PERIOD = 8
const JITTER = 0.1
/** A node that knows less than k others looks around again after this time, then after twice as long, and so on. */
const LONELY_MS = 10_000

/** Refreshes one bucket at a time, each by a lookup of a random key inside it (paper, section 2.3). */
export class Upkeep {
  readonly #workshop: Workshop
  readonly #waiting: number[] = []
  #refresh: Search | undefined
  #checkAt = Number.POSITIVE_INFINITY
  /** When to look around again, and the wait before it. */
  #lookAt = Number.POSITIVE_INFINITY
  #waitMs = LONELY_MS

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  /** When to call `advance`; Infinity before anybody has answered, or a join is done. */
  get deadline(): number {
    return Math.min(this.#checkAt, this.#lookAt)
  }

  /** Somebody has answered us: from the first one on, buckets are looked after. */
  acquainted(now: number): void {
    if (this.#checkAt === Number.POSITIVE_INFINITY) this.#scheduleCheck(now)
  }

  /** The lookup of our own key is done: refreshes every bucket farther than the closest neighbour. */
  joined(now: number): void {
    const { table, self } = this.#workshop
    const [neighbour] = table.closest(self.key, 1)
    if (neighbour !== undefined) {
      for (let index = table.bucketOf(neighbour.contact.key) - 1; index >= 0; index--) this.#enqueue(index)
    }
    this.acquainted(now)
    this.#waitMs = LONELY_MS
    this.#scheduleLook(now)
    this.#refreshNext(now)
  }

  /** Somebody from before a restart or a sleep is there: looks for our own key, then into every idle bucket. */
  rejoin(now: number): void {
    this.#search(now, this.#workshop.self.key, (then) => {
      this.#waitMs = LONELY_MS
      this.#checkAt = then
      this.advance(then)
    })
  }

  /** Refreshes what was idle for too long, if it is time to look; and looks around, if we are still lonely. */
  advance(now: number): void {
    if (now >= this.#lookAt) this.#lookAround(now)
    if (now < this.#checkAt) return
    const { table, config } = this.#workshop
    for (const index of table.idle(now - config.refreshEveryMs)) this.#enqueue(index)
    this.#scheduleCheck(now)
    if (this.#lookAt === Number.POSITIVE_INFINITY) this.#scheduleLook(now)
    this.#refreshNext(now)
  }

  /**
   * Less than k others are a small network, or one that we see little of: who joins through a node that is itself
   * about to join learns of nobody else, and nobody else of it.
   */
  #scheduleLook(now: number): void {
    const { table, config } = this.#workshop
    this.#lookAt = Number.POSITIVE_INFINITY
    if (table.size === 0 || table.size >= config.k) return
    this.#lookAt = now + this.#waitMs * this.#jitter()
    this.#waitMs = Math.min(2 * this.#waitMs, config.refreshEveryMs)
  }

  #lookAround(now: number): void {
    this.#scheduleLook(now)
    if (this.#lookAt < Number.POSITIVE_INFINITY) this.#search(now, this.#workshop.self.key, () => {})
  }

  #enqueue(index: number): void {
    if (!this.#waiting.includes(index)) this.#waiting.push(index)
  }

  #scheduleCheck(now: number): void {
    this.#checkAt = now + (this.#workshop.config.refreshEveryMs / CHECKS_A_PERIOD) * this.#jitter()
  }

  #jitter(): number {
    const [drawn = 0] = this.#workshop.random(1)
    return 1 - JITTER + (2 * JITTER * drawn) / 255
  }

  #refreshNext(now: number): void {
    if (this.#refresh?.active) return
    const index = this.#waiting.shift()
    if (index === undefined) return
    const target = randomKeyInBucket(this.#workshop.self.key, index, this.#workshop.random)
    this.#refresh = this.#search(now, target, (then) => this.#refreshNext(then))
  }

  #search(now: number, target: Key, done: (now: number) => void): Search {
    const search = new Search(this.#workshop, target, { type: 'find-node', target }, { done })
    search.begin(now)
    return search
  }
}
