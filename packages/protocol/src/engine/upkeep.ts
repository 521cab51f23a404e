/** What a node does by itself as time goes by: looking into buckets that nobody looked into, and around itself. */

import { type Key, randomKeyInBucket } from '@kadkit/key'
import { drawn } from './jitter.ts'
import type { Workshop } from './operation.ts'
import { Search } from './search.ts'

/** How often an hour's idleness is looked for, in parts of that hour. */
const CHECKS_A_PERIOD = 8
const JITTER = 0.1
/** A node that knows less than k others looks around again after this time, then after twice as long, and so on. */
const LONELY_MS = 10_000
/** After a join, what others know of us, and we of them, grows by itself for about so long: they look around, too. */
const LINGER_MS = 2_500

/** Refreshes one bucket at a time, each by a lookup of a random key inside it (paper, section 2.3). */
export class Upkeep {
  readonly #workshop: Workshop
  /** Buckets to refresh, and whether that is for nothing but to fill them. */
  readonly #waiting = new Map<number, { readonly toFill: boolean }>()
  /** Not the search itself: one that has ended would keep hundreds of contacts alive. */
  #refreshing = false
  #checkAt = Number.POSITIVE_INFINITY
  /** When to look around again, and the wait before it. */
  #lookAt = Number.POSITIVE_INFINITY
  #waitMs = LONELY_MS
  /** When the buckets that are not full since a join are filled. */
  #fillAt = Number.POSITIVE_INFINITY

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  /** When to call `advance`; Infinity before anybody has answered, or a join is done. */
  get deadline(): number {
    return Math.min(this.#checkAt, this.#lookAt, this.#fillAt)
  }

  /** Somebody has answered us: from the first one on, buckets are looked after. */
  acquainted(now: number): void {
    if (this.#checkAt === Number.POSITIVE_INFINITY) this.#scheduleCheck(now)
  }

  /** The lookup of our own key is done: in a moment, the buckets farther than the closest neighbour are filled. */
  joined(now: number): void {
    this.acquainted(now)
    this.#waitMs = LONELY_MS
    this.#scheduleLook(now)
    if (this.#workshop.table.size > 0) this.#fillAt = now + LINGER_MS * (1 / 2 + drawn(this.#workshop.random))
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
    if (now >= this.#fillAt) this.#fill(now)
    if (now < this.#checkAt) return
    const { table, config } = this.#workshop
    for (const index of table.idle(now - config.refreshEveryMs)) this.#enqueue(index, { toFill: false })
    this.#scheduleCheck(now)
    if (this.#lookAt === Number.POSITIVE_INFINITY) this.#scheduleLook(now)
    this.#refreshNext(now)
  }

  /**
   * Refreshes the buckets from that of our k-th closest neighbour outwards, those that are not full by themselves, each until
   * it is full. All that are nearer the lookup of our own key has found. A node that knows less than k others has no k-th,
   * and refreshes every bucket farther than its closest neighbour (paper, section 2.3).
   */
  #fill(now: number): void {
    this.#fillAt = Number.POSITIVE_INFINITY
    const { table, self, config, random } = this.#workshop
    const outermost = table.closest(self.key, config.k)[config.k - 1]
    // Of the bucket that it is in, farther ones may be missing.
    const nearest = outermost === undefined ? table.deepest - 1 : table.bucketOf(outermost.contact.key)
    for (let index = table.deepest; index >= 0; index--) {
      if (index <= nearest && !this.#isFull(index)) this.#enqueue(index, { toFill: true })
      else table.touched(randomKeyInBucket(self.key, index, random), now)
    }
    this.#refreshNext(now)
  }

  #isFull(index: number): boolean {
    const { table, config } = this.#workshop
    return table.heldIn(index) >= config.k
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

  #enqueue(index: number, { toFill }: { readonly toFill: boolean }): void {
    const before = this.#waiting.get(index)
    this.#waiting.set(index, { toFill: toFill && before?.toFill !== false })
  }

  #scheduleCheck(now: number): void {
    this.#checkAt = now + (this.#workshop.config.refreshEveryMs / CHECKS_A_PERIOD) * this.#jitter()
  }

  #jitter(): number {
    const [byte = 0] = this.#workshop.random(1)
    return 1 - JITTER + (2 * JITTER * byte) / 255
  }

  #refreshNext(now: number): void {
    if (this.#refreshing) return
    const [next] = this.#waiting
    if (next === undefined) return
    const [index, { toFill }] = next
    this.#waiting.delete(index)
    const target = randomKeyInBucket(this.#workshop.self.key, index, this.#workshop.random)
    const enough = toFill ? () => this.#isFull(index) : undefined
    this.#refreshing = true
    const ended = (then: number) => {
      this.#refreshing = false
      this.#refreshNext(then)
    }
    this.#search(now, target, ended, enough)
  }

  #search(now: number, target: Key, done: (now: number) => void, enough?: () => boolean): void {
    new Search(this.#workshop, target, { type: 'find-node', target }, { done, enough }).begin(now)
  }
}
