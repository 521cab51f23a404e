/** Which chunks were asked for and have not come, and which of them are lost. */

import { MAX_LOT, MAX_SPAN } from './frame.ts'

/** One chunk under way. */
interface Ask {
  readonly chunk: number
  readonly serial: number
  readonly askedAt: number
  /** The how-manieth of all chunks that were asked for. */
  readonly order: number
}

/** RFC 9002, section 6.1.1: so many that were asked for later have come. */
const REORDERING = 3
const MOST_REORDERING = 64

/** Chunks that were taken for lost together, and the latest time at which one of them was asked for. */
export interface Losses {
  readonly count: number
  readonly askedAt: number
}

/** What a chunk that came tells. */
export interface Arrival {
  /** When the pull that it answers was sent; undefined when that pull is not the last one for this chunk. */
  readonly askedAt: number | undefined
  /** It had been taken for lost. */
  readonly late: boolean
}

/**
 * A sender answers pulls in their order, and a pull's chunks in theirs. So a chunk is lost when three that were
 * asked for later have come; and all are when nothing comes for too long. What was taken for lost and comes after
 * all says that the path reorders: from then on more must come first.
 */
export class Flight {
  // in the order of asking: a chunk that is asked for again is entered anew
  readonly #asks = new Map<number, Ask>()
  readonly #lost = new Set<number>()
  readonly #chunks: number
  #orders = 0
  #latest = -1
  #fresh = 0
  #reordering = REORDERING

  /** For a message of so many chunks. */
  constructor(chunks: number) {
    this.#chunks = chunks
  }

  /** Chunks under way. */
  get size(): number {
    return this.#asks.size
  }

  /** Chunks to ask for, again or for the first time. */
  get waiting(): number {
    return this.#lost.size + this.#chunks - this.#fresh
  }

  get lost(): number {
    return this.#lost.size
  }

  /** Whether this chunk was ever asked for. */
  wasAsked(chunk: number): boolean {
    return chunk < this.#fresh
  }

  /** Chunks for the next pull, at most so many: lost ones first, as far as one pull can name them. */
  nextLot(most: number): number[] {
    const lot: number[] = []
    const room = Math.min(most, MAX_LOT)
    const lost = this.#lost.size === 0 ? [] : [...this.#lost].sort((a, b) => a - b)
    const end = (lost[0] ?? this.#fresh) + MAX_SPAN
    for (const chunk of lost) if (lot.length < room && chunk < end) lot.push(chunk)
    for (let chunk = this.#fresh; chunk < this.#chunks && chunk < end && lot.length < room; chunk++)
      lot.push(chunk)
    return lot
  }

  /** These chunks are asked for now. */
  asked(now: number, serial: number, chunks: readonly number[]): void {
    for (const chunk of chunks) {
      this.#lost.delete(chunk)
      this.#asks.delete(chunk)
      this.#asks.set(chunk, { chunk, serial, askedAt: now, order: this.#orders++ })
      this.#fresh = Math.max(this.#fresh, chunk + 1)
    }
  }

  /** This chunk has come, in answer to the pull of this serial. */
  arrived(chunk: number, serial: number): Arrival {
    const ask = this.#asks.get(chunk)
    this.#asks.delete(chunk)
    const exact = ask?.serial === serial
    const late = this.#lost.delete(chunk) || (ask !== undefined && !exact)
    if (late) this.#reordering = Math.min(2 * this.#reordering, MOST_REORDERING)
    if (exact) this.#latest = Math.max(this.#latest, ask.order)
    return { askedAt: exact ? ask.askedAt : undefined, late }
  }

  /** Takes chunks for lost that were overtaken. */
  loseOvertaken(): Losses {
    let [count, askedAt] = [0, Number.NEGATIVE_INFINITY]
    for (const ask of this.#asks.values()) {
      if (ask.order + this.#reordering > this.#latest) break
      this.#lose(ask.chunk)
      askedAt = ask.askedAt
      count++
    }
    return { count, askedAt }
  }

  /** Takes all chunks for lost. */
  loseAll(): void {
    for (const chunk of this.#asks.keys()) this.#lose(chunk)
  }

  /** This chunk has come, but could not be kept: it is to be asked for again. */
  reject(chunk: number): void {
    if (this.#asks.has(chunk)) this.#lose(chunk)
  }

  #lose(chunk: number): void {
    this.#asks.delete(chunk)
    this.#lost.add(chunk)
  }
}
