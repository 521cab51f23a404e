/** One message on its way to us: pulls its chunks, and puts them together. */

import type { Address } from '@kadkit/transport'
import type { Digester } from './default-hasher.ts'
import { Flight } from './flight.ts'
import {
  chunkCount,
  chunkLength,
  type DataFrame,
  type Facts,
  MAX_LOT,
  type MessageId,
  type OpenFrame,
  type PullFrame,
} from './frame.ts'
import { Pacer, pace } from './pacer.ts'
import type { RoundTrip } from './round-trip.ts'
import { type Placed, Segments, TRANSFER_COST } from './segments.ts'
import { INITIAL_WINDOW, Window } from './window.ts'

/** Bytes that are hashed at a time: 1.5 ms of Node's SHA-256 on a slow core, 6 ms of noble's. */
const HASH_SLICE_BYTES = 262_144
/** After the second time without any sign, the window is taken back to its least. */
const PATIENCE = 1
/** Each wait in vain is twice as long as the one before, up to this: when idle, a message is given up after seconds. */
const LONGEST_BACKOFF_MS = 300

/** What a transfer needs of those around it. */
export interface TransferHost {
  pull(transfer: Transfer, frame: PullFrame): void
  /** Asks for memory, which is granted until the transfer ends. */
  reserve(now: number, transfer: Transfer, bytes: number): boolean
  /** Chunks that may be under way for this transfer, as others want some, too. */
  share(transfer: Transfer): number
}

export interface TransferOptions {
  readonly hasher: () => Digester
  readonly idleMs: number
  readonly allowedMs: number
}

/** What became of a chunk; `stray`: it was never asked for, or has the wrong length. */
export type ChunkFate = Placed | 'stray'

/** How many chunks are asked for before anything is remembered. */
export function openingChunks(facts: Facts): number {
  return Math.min(INITIAL_WINDOW, chunkCount(facts))
}

export class Transfer {
  readonly from: Address
  readonly id: MessageId
  readonly facts: Facts
  readonly #digest: Uint8Array
  readonly #token: number
  readonly #options: TransferOptions
  readonly #host: TransferHost
  readonly #roundTrip: RoundTrip
  readonly #segments: Segments
  readonly #flight: Flight
  readonly #window = new Window()
  readonly #pacer = new Pacer()
  readonly #hash: Digester
  readonly #expiresAt: number
  #hashed = 0
  #pulls = 1
  /** When something was last asked for or came. */
  #signAt: number
  #timeouts = 0
  #pacedUntil = Number.POSITIVE_INFINITY
  #progressedAt: number
  /** Memory that it has reserved, with its own. */
  bytes: number = TRANSFER_COST

  /** The chunks that the opening asked for are on their way. */
  constructor(
    now: number,
    from: Address,
    open: OpenFrame,
    roundTrip: RoundTrip,
    options: TransferOptions,
    host: TransferHost,
  ) {
    this.from = from
    this.id = open.id
    this.facts = { length: open.length, chunkBytes: open.chunkBytes }
    this.#digest = open.digest
    this.#token = open.token
    this.#options = options
    this.#host = host
    this.#roundTrip = roundTrip
    this.#hash = options.hasher()
    this.#expiresAt = now + options.allowedMs
    this.#signAt = now
    this.#progressedAt = now
    this.#segments = new Segments(this.facts, (bytes) => host.reserve(this.#signAt, this, bytes))
    this.#flight = new Flight(chunkCount(this.facts))
    const opening = Array.from({ length: openingChunks(this.facts) }, (_, chunk) => chunk)
    this.#flight.asked(now, this.#token, opening)
  }

  /** When a new chunk last came. */
  get progressedAt(): number {
    return this.#progressedAt
  }

  /** Chunks under way. */
  get inFlight(): number {
    return this.#flight.size
  }

  get complete(): boolean {
    return this.#segments.complete
  }

  /** Whether all of it is there, and hashed. */
  get finished(): boolean {
    return this.complete && this.#hashed === this.facts.length
  }

  /** Whether it was given up: nothing new came for too long, or it takes too long in all. */
  expired(now: number): 'idle' | 'too-slow' | undefined {
    if (this.complete) return undefined
    if (now >= this.#expiresAt) return 'too-slow'
    return now >= this.#progressedAt + this.#options.idleMs ? 'idle' : undefined
  }

  /** When to call {@link advance}. */
  dueAt(now: number): number {
    if (this.complete) return now
    return Math.min(
      this.#expiresAt,
      this.#progressedAt + this.#options.idleMs,
      this.#flight.size > 0 ? this.#timeoutAt : Number.POSITIVE_INFINITY,
      this.#pacedUntil,
    )
  }

  /** Whether another opening for the same id says the same. */
  agrees(facts: Facts, digest: Uint8Array = this.#digest): boolean {
    return (
      facts.length === this.facts.length &&
      facts.chunkBytes === this.facts.chunkBytes &&
      this.#digest.every((byte, i) => byte === digest[i])
    )
  }

  /** Takes in a chunk, and asks for more. */
  receive(now: number, { serial, chunk, bytes }: DataFrame): ChunkFate {
    const asked = (serial - this.#token) >>> 0 < this.#pulls && this.#flight.wasAsked(chunk)
    if (!asked || bytes.length !== chunkLength(this.facts, chunk)) return 'stray'
    this.#signAt = now
    const placed = this.#segments.put(chunk, bytes)
    if (placed === 'no-room') this.#flight.reject(chunk)
    if (placed !== 'new') return placed
    this.#progressedAt = now
    this.#timeouts = 0
    this.#learn(now, chunk, serial)
    this.#hashSome()
    this.#pull(now)
    return 'new'
  }

  /** Sees to what is due. */
  advance(now: number): void {
    this.#hashSome()
    if (this.#flight.size > 0 && now >= this.#timeoutAt) {
      this.#flight.loseAll()
      if (this.#timeouts++ < PATIENCE) this.#window.lost(now, now, Number.POSITIVE_INFINITY)
      else this.#window.collapsed(now)
    }
    this.#pull(now)
  }

  /** Time stood still for us, not for the sender: what is waited for may be here any moment. */
  excuse(now: number): void {
    this.#progressedAt = now
    this.#signAt = now
  }

  /** The message, when finished; undefined if it is not the one that was announced. */
  message(): Uint8Array | undefined {
    const digest = this.#hash.digest()
    return this.#digest.every((byte, i) => byte === digest[i]) ? this.#segments.join() : undefined
  }

  get #timeoutAt(): number {
    const { timeoutMs } = this.#roundTrip
    return this.#signAt + Math.max(timeoutMs, Math.min(timeoutMs * 2 ** this.#timeouts, LONGEST_BACKOFF_MS))
  }

  #learn(now: number, chunk: number, serial: number): void {
    const full = this.#flight.size + MAX_LOT >= this.#window.size
    const { askedAt } = this.#flight.arrived(chunk, serial)
    // when the opening was sent is not known
    if (askedAt !== undefined && serial !== this.#token) {
      this.#roundTrip.measured(now - askedAt)
      this.#window.measured(now, askedAt)
    }
    this.#window.arrived(now, this.#roundTrip.smoothedMs ?? 0, full)
    const { count, askedAt: lostAt } = this.#flight.loseOvertaken()
    if (count > 0) this.#window.lost(now, lostAt, this.#roundTrip.risen ? Number.POSITIVE_INFINITY : count)
  }

  #hashSome(): void {
    const end = Math.min(this.#segments.prefixBytes, this.#hashed + HASH_SLICE_BYTES)
    this.#segments.read(this.#hashed, end, (bytes) => this.#hash.update(bytes))
    this.#hashed = end
  }

  #pull(now: number): void {
    this.#pacedUntil = Number.POSITIVE_INFINITY
    const size = Math.min(this.#window.size, this.#host.share(this))
    const rate = pace(size, this.#window.slowStart, this.#roundTrip.smoothedMs)
    while (this.#flight.waiting > 0) {
      const most = Math.min(size - this.#flight.size, this.#flight.waiting, this.#mostInLot)
      const least = this.#leastInLot(size)
      if (most < least) return
      const allowed = Math.min(most, this.#pacer.allowance(now, rate))
      if (allowed < least) {
        this.#pacedUntil = Math.max(this.#pacer.readyAt(least, rate), now)
        return
      }
      this.#ask(now, this.#flight.nextLot(allowed))
    }
  }

  /** After a silence each chunk has a pull of its own: one that gets through ends it. */
  get #mostInLot(): number {
    return this.#timeouts > 0 ? 1 : MAX_LOT
  }

  /** Few pulls with many chunks each, except where the sender would run dry, or what is lost keeps others waiting. */
  #leastInLot(size: number): number {
    if (this.#flight.size === 0 || this.#flight.lost > 0) return 1
    return Math.min(Math.max(size >>> 2, 1), MAX_LOT, this.#flight.waiting)
  }

  #ask(now: number, chunks: readonly number[]): void {
    const serial = (this.#token + this.#pulls++) >>> 0
    this.#signAt = now
    this.#pacer.asked(chunks.length)
    this.#flight.asked(now, serial, chunks)
    this.#host.pull(this, { type: 'pull', id: this.id, serial, chunks })
  }
}
