/** What becomes of a message between two nodes, and how long it takes. */

import type { Dice } from '../random/dice.ts'
import type { Latency, LatencyModel } from './latency.ts'
import { latencyOf } from './latency-of.ts'

/** A network, as data. Shares and probabilities are from 0 to 1. */
export interface NetworkOptions {
  /** Round-trip times; by default all are 100 ms. */
  readonly latency?: LatencyModel
  /** Each message takes longer by up to this part of its way, at random; 0. */
  readonly jitter?: number
  /** Probability that a message is lost; 0. */
  readonly loss?: number
  /** Probability that a message arrives twice; 0. */
  readonly duplicate?: number
  /** This share of the messages arrives up to `extraMs` late, behind others that were sent after them. */
  readonly reorder?: { readonly share: number; readonly extraMs: number }
}

/** What the network has to know of a node. */
export interface Station {
  /** Which host it runs on: round-trip times are those between hosts. */
  readonly host: number
  /** How many milliseconds it takes to look at what comes in. */
  readonly slowMs: number
}

/** A rule that keeps messages of some nodes from reaching others, until it is healed. */
export interface Partition {
  heal(): void
}

/** Delays are multiples of this part of a millisecond, so that sums of them are exact. */
const STEPS = 1_024

interface Wall {
  readonly from: ReadonlySet<Station>
  readonly to: ReadonlySet<Station>
}

export class Network {
  /** Probability that a message is lost; may be changed at any time, as may the two below. */
  loss: number
  duplicate: number
  jitter: number
  /** Multiplies every delay: a network that has become slow. */
  slowness = 1
  readonly #reorder: { readonly share: number; readonly extraMs: number }
  readonly #rtt: Latency
  readonly #dice: Dice
  readonly #walls = new Set<Wall>()

  /** @throws RangeError for a probability that is none, or a time below 0. */
  constructor(options: NetworkOptions, dice: Dice) {
    const { latency = { model: 'unit' }, jitter = 0, loss = 0, duplicate = 0, reorder } = options
    this.loss = share('loss', loss)
    this.duplicate = share('duplicate', duplicate)
    this.jitter = share('jitter', jitter)
    this.#reorder = reorder ?? { share: 0, extraMs: 0 }
    share('reorder.share', this.#reorder.share)
    atLeastZero('reorder.extraMs', this.#reorder.extraMs)
    this.#rtt = latencyOf(latency, dice.word())
    this.#dice = dice
  }

  /** The round-trip time between two nodes when nothing delays a message, in milliseconds. */
  rttMs(a: Station, b: Station): number {
    return this.#rtt(a.host, b.host)
  }

  /** Whether a wall stands between them, in this direction. */
  blocks(from: Station, to: Station): boolean {
    for (const wall of this.#walls) if (wall.from.has(from) && wall.to.has(to)) return true
    return false
  }

  /** Whether a message is lost: another throw of the dice each time. */
  loses(): boolean {
    return this.#dice.chance(this.loss)
  }

  /** Whether a message arrives twice: another throw of the dice each time. */
  duplicates(): boolean {
    return this.#dice.chance(this.duplicate)
  }

  /** How long a message takes, in milliseconds: another throw of the dice each time. */
  delayMs(from: Station, to: Station): number {
    let ms = (this.#rtt(from.host, to.host) / 2) * this.slowness
    if (this.jitter > 0) ms *= 1 + this.jitter * this.#dice.next()
    if (this.#dice.chance(this.#reorder.share)) ms += this.#reorder.extraMs * this.#dice.next()
    return Math.round((ms + to.slowMs) * STEPS) / STEPS
  }

  /** From now on nothing that `from` sends reaches `to`; the other way everything does. */
  partition(from: Iterable<Station>, to: Iterable<Station>): Partition {
    const wall = { from: new Set(from), to: new Set(to) }
    this.#walls.add(wall)
    return { heal: () => void this.#walls.delete(wall) }
  }
}

function share(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be from 0 to 1, got ${String(value)}`)
  return value
}

/** @throws RangeError for a time below 0, or none: what is to happen would happen in the past. */
export function atLeastZero(name: string, ms: number): number {
  if (ms >= 0) return ms
  throw new RangeError(`${name} must be at least 0 ms, got ${String(ms)}`)
}
