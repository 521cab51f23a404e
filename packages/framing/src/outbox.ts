/** All long messages that we are sending. */

import type { Address } from '@kadkit/transport'
import type { Alarms } from './alarms.ts'
import { Bodies } from './bodies.ts'
import {
  type AskFrame,
  chunkCount,
  chunkLength,
  DATA_BYTES,
  type Frame,
  ID_BYTES,
  MAX_CHUNK_BYTES,
  type PullFrame,
  type StopFrame,
} from './frame.ts'
import { readId } from './frame-reader.ts'
import { allowedMs, type CompleteFramingOptions } from './framing-options.ts'
import { Counters, type DatagramOutcome, OUTGOING_FATES, type OutgoingFate } from './framing-stats.ts'
import { type HeldMessage, mayServe } from './held-message.ts'
import { Lines } from './lines.ts'
import { keyOf } from './message-key.ts'
import type { Peers } from './peers.ts'

/** What a message costs beside its bytes. */
const HELD_COST = 640
/** Messages that are announced to one address at once: as many as it takes, if it is like us. */
const ANNOUNCED = 8
/**
 * Heads are repeated after four round trips, or after this if none was measured; then after twice as long, up to a
 * second.
 */
const HEAD_EVERY_MS = 200
const LEAST_HEAD_EVERY_MS = 50
const MOST_HEAD_EVERY_MS = 1_000
/** Once the receiver has asked it goes on by itself; a head reminds it when it has been silent for this long. */
const REMIND_AFTER_MS = 400

/** What the outbox needs of the framer around it. */
export interface OutboxHost {
  send(to: Address, frame: Frame): void
}

export class Outbox {
  readonly #options: CompleteFramingOptions
  readonly #host: OutboxHost
  readonly #peers: Peers
  readonly #alarms: Alarms
  readonly #bodies: Bodies
  readonly #held = new Map<string, HeldMessage>()
  readonly #lines = new Lines<HeldMessage>(ANNOUNCED)
  readonly #fates = new Counters<OutgoingFate>(OUTGOING_FATES)
  readonly #chunkBytes: number

  constructor(options: CompleteFramingOptions, peers: Peers, alarms: Alarms, host: OutboxHost) {
    this.#options = options
    this.#peers = peers
    this.#alarms = alarms
    this.#host = host
    this.#bodies = new Bodies(options.hasher)
    this.#chunkBytes = Math.min(options.datagramBytes - DATA_BYTES, MAX_CHUNK_BYTES)
  }

  get fates(): Readonly<Record<OutgoingFate, number>> {
    return this.#fates.read()
  }

  get held(): { messages: number; bytes: number } {
    return { messages: this.#held.size, bytes: this.#bytes }
  }

  /**
   * Takes a copy of a message and announces it. What `announce` throws goes to the caller, and nothing is kept then.
   */
  send(now: number, to: Address, message: Uint8Array, announce: (head: Frame) => void): void {
    const id = readId(this.#options.random(ID_BYTES), 0)
    const facts = { length: message.length, chunkBytes: this.#chunkBytes }
    const known = this.#bodies.find(message)
    const needs = HELD_COST + (known === undefined ? message.length : 0)
    if (this.#bytes + needs > this.#options.maxHeldBytes + HELD_COST) {
      this.#fates.add('dropped')
      return
    }
    const atOnce = this.#lines.hasRoom(to)
    if (atOnce) announce({ type: 'head', id, ...facts })
    const held: HeldMessage = {
      key: keyOf(id, to),
      id,
      to,
      body: known ?? this.#bodies.add(message),
      facts,
      alarm: this.#alarms.alarm((at) => this.#ring(at, held)),
      expiresAt: now + allowedMs(this.#options, message.length),
      heads: 0,
      headAt: Number.POSITIVE_INFINITY,
      headEveryMs: this.#headEveryMs(to),
      signAt: now,
      wanted: false,
      opening: undefined,
      servedBytes: 0,
    }
    held.body.holders++
    this.#held.set(held.key, held)
    this.#lines.join(to, held)
    if (atOnce) this.#announced(now, held)
    this.#setAlarm(held)
  }

  /** Whether we are sending the message with this key. */
  has(key: string): boolean {
    return this.#held.has(key)
  }

  /** The receiver asks for the token back, and for the first chunks. */
  ask(now: number, from: Address, frame: AskFrame): DatagramOutcome {
    const held = this.#heard(now, from, frame)
    if (held === undefined) return 'pull-unknown'
    held.opening = frame
    this.#open(now, held)
    return 'ask'
  }

  /** The receiver asks for chunks. */
  pull(now: number, from: Address, frame: PullFrame): DatagramOutcome {
    const held = this.#heard(now, from, frame)
    if (held === undefined) return 'pull-unknown'
    const count = chunkCount(held.facts)
    if (frame.chunks.some((chunk) => chunk >= count)) return 'pull-refused'
    return this.#serve(held, frame.serial, frame.chunks) ? 'pull' : 'pull-refused'
  }

  /** The receiver says that it is over; undefined when we were not sending that. */
  stop(now: number, from: Address, { id, reason }: StopFrame): DatagramOutcome | undefined {
    const held = this.#held.get(keyOf(id, from))
    if (held === undefined || reason === 'gone') return undefined
    this.#end(now, held, reason === 'done' ? 'delivered' : reason)
    return 'stop'
  }

  /** The machine stood still for a while: nobody is blamed for it. */
  excuse(now: number): void {
    for (const held of this.#held.values()) held.signAt = now
  }

  close(now: number): void {
    for (const held of [...this.#held.values()]) {
      this.#lines.leave(held.to, held)
      this.#end(now, held, 'closed')
    }
  }

  get #bytes(): number {
    return this.#bodies.bytes + this.#held.size * HELD_COST
  }

  /** The message that a frame of its receiver is about. That it knows the id proves that it reads at its address. */
  #heard(now: number, from: Address, { id }: AskFrame | PullFrame): HeldMessage | undefined {
    const held = this.#held.get(keyOf(id, from))
    if (held === undefined) {
      this.#host.send(from, { type: 'stop', id, reason: 'gone' })
      return undefined
    }
    this.#peers.proved(now, from)
    held.wanted = true
    held.heads = 1
    held.signAt = now
    held.headEveryMs = this.#headEveryMs(from)
    held.headAt = now + Math.max(REMIND_AFTER_MS, held.headEveryMs)
    this.#setAlarm(held)
    return held
  }

  /** Answers an ask, once the digest is known. */
  #open(now: number, held: HeldMessage): void {
    const { opening, body, facts, id, to } = held
    if (opening === undefined) return
    const digest = body.digest()
    if (digest === undefined) {
      held.alarm.set(now)
      return
    }
    held.opening = undefined
    const frame: Frame = { type: 'open', id, ...facts, token: opening.token, digest }
    // twice, because without it all that follows is in vain
    this.#host.send(to, frame)
    this.#host.send(to, frame)
    const chunks = Math.min(opening.chunks, chunkCount(facts))
    this.#serve(
      held,
      opening.token,
      Array.from({ length: chunks }, (_, chunk) => chunk),
    )
  }

  #serve(held: HeldMessage, serial: number, chunks: readonly number[]): boolean {
    const { facts, body, id, to } = held
    if (!mayServe(held, chunks.length * facts.chunkBytes)) {
      this.#end(held.signAt, held, 'exhausted')
      return false
    }
    for (const chunk of chunks) {
      const start = chunk * facts.chunkBytes
      const bytes = body.bytes.subarray(start, start + chunkLength(facts, chunk))
      held.servedBytes += bytes.length
      this.#host.send(to, { type: 'data', id, serial, chunk, bytes })
    }
    return true
  }

  #ring(now: number, held: HeldMessage): void {
    const fate = this.#fateOf(now, held)
    if (fate !== undefined) {
      this.#end(now, held, fate)
      return
    }
    this.#open(now, held)
    if (now >= held.headAt) this.#repeatHead(now, held)
    this.#setAlarm(held)
  }

  #fateOf(now: number, held: HeldMessage): OutgoingFate | undefined {
    if (now >= held.expiresAt) return held.wanted ? 'too-slow' : 'unanswered'
    if (held.heads === 0 || now < held.signAt + this.#options.idleMs) return undefined
    if (held.wanted) return 'idle'
    return held.headAt === Number.POSITIVE_INFINITY ? 'unanswered' : undefined
  }

  #setAlarm(held: HeldMessage): void {
    const idleAt = held.heads === 0 ? Number.POSITIVE_INFINITY : held.signAt + this.#options.idleMs
    held.alarm.set(Math.min(held.headAt, idleAt, held.expiresAt))
  }

  #repeatHead(now: number, held: HeldMessage): void {
    held.headAt = Number.POSITIVE_INFINITY
    if (!this.#peers.grantHead(now, held.to, held.heads)) return
    const { id, facts, to } = held
    this.#host.send(to, { type: 'head', id, ...facts })
    this.#scheduleHead(now, held)
  }

  /** The first head of a message has been sent. */
  #announced(now: number, held: HeldMessage): void {
    this.#peers.grantHead(now, held.to, 0)
    this.#scheduleHead(now, held)
  }

  #scheduleHead(now: number, held: HeldMessage): void {
    held.heads++
    if (!held.wanted) held.signAt = now
    held.headAt = now + held.headEveryMs
    held.headEveryMs = Math.min(2 * held.headEveryMs, MOST_HEAD_EVERY_MS)
  }

  #headEveryMs(to: Address): number {
    const smoothedMs = this.#peers.roundTrip(to)?.smoothedMs
    if (smoothedMs === undefined) return HEAD_EVERY_MS
    return Math.min(Math.max(4 * smoothedMs, LEAST_HEAD_EVERY_MS), MOST_HEAD_EVERY_MS)
  }

  #end(now: number, held: HeldMessage, fate: OutgoingFate): void {
    held.alarm.cancel()
    this.#held.delete(held.key)
    this.#bodies.release(held.body)
    this.#fates.add(fate)
    const ours = fate === 'idle' || fate === 'too-slow' || fate === 'exhausted' || fate === 'closed'
    if (ours && held.wanted) this.#host.send(held.to, { type: 'stop', id: held.id, reason: 'abandoned' })
    const next = this.#lines.leave(held.to, held)
    if (next === undefined) return
    this.#host.send(next.to, { type: 'head', id: next.id, ...next.facts })
    this.#announced(now, next)
    this.#setAlarm(next)
  }
}
