/** All messages on their way to us. */

import type { Address } from '@kadkit/transport'
import type { Alarm, Alarms } from './alarms.ts'
import { BoundedMap } from './bounded-map.ts'
import type {
  DataFrame,
  Facts,
  Frame,
  HeadFrame,
  OpenFrame,
  PullFrame,
  StopFrame,
  StopReason,
} from './frame.ts'
import { allowedMs, type CompleteFramingOptions } from './framing-options.ts'
import { Counters, type DatagramOutcome, INCOMING_FATES, type IncomingFate } from './framing-stats.ts'
import { keyOf } from './message-key.ts'
import { Openings } from './openings.ts'
import type { Peers } from './peers.ts'
import { RoundTrip } from './round-trip.ts'
import { TRANSFER_COST } from './segments.ts'
import { Sources } from './sources.ts'
import { type ChunkFate, openingChunks, Transfer, type TransferHost } from './transfer.ts'

/** Ends that are remembered, so that no message is delivered twice: as long as a sender may go on to announce it. */
const MAX_ENDED = 4_096
/** Chunks that every transfer may have under way, however many there are. */
const LEAST_SHARE = 2

/** What the inbox needs of the framer around it. */
export interface InboxHost {
  /** A frame that is shorter than what it answers, or goes to who has proven to read there. */
  send(to: Address, frame: Frame): void
  deliver(from: Address, message: Uint8Array): void
}

interface Entry {
  readonly key: string
  readonly transfer: Transfer
  readonly alarm: Alarm
}

const outcomeOf: Record<ChunkFate, DatagramOutcome> = {
  new: 'data',
  duplicate: 'data-duplicate',
  conflict: 'data-conflict',
  stray: 'data-stray',
  'no-room': 'data-unplaced',
}
const stopFor: Partial<Record<IncomingFate, StopReason>> = {
  delivered: 'done',
  idle: 'expired',
  'too-slow': 'expired',
  evicted: 'refused',
  conflict: 'conflict',
  digest: 'digest',
  closed: 'abandoned',
}

export class Inbox {
  readonly #options: CompleteFramingOptions
  readonly #host: InboxHost
  readonly #peers: Peers
  readonly #alarms: Alarms
  readonly #openings: Openings
  readonly #sources: Sources
  readonly #entries = new Map<string, Entry>()
  readonly #ended = new BoundedMap<string, StopReason>(MAX_ENDED)
  readonly #fates = new Counters<IncomingFate>(INCOMING_FATES)
  readonly #transferHost: TransferHost

  constructor(options: CompleteFramingOptions, peers: Peers, alarms: Alarms, host: InboxHost) {
    this.#options = options
    this.#peers = peers
    this.#alarms = alarms
    this.#host = host
    this.#openings = new Openings(options.hasher, options.random)
    this.#sources = new Sources(options)
    this.#transferHost = {
      pull: (transfer: Transfer, frame: PullFrame) => host.send(transfer.from, frame),
      reserve: (now, transfer, bytes) =>
        this.#sources.reserve(now, transfer, bytes, (idle) => this.#evict(idle)),
      share: (transfer) => this.#share(transfer),
    }
  }

  get fates(): Readonly<Record<IncomingFate, number>> {
    return this.#fates.read()
  }

  /** What it holds now. */
  get assembling(): { messages: number; bytes: number; bytesPeak: number; chunksInFlight: number } {
    let chunksInFlight = 0
    for (const { transfer } of this.#entries.values()) chunksInFlight += transfer.inFlight
    const { transfers: messages, bytes, bytesPeak } = this.#sources
    return { messages, bytes, bytesPeak, chunksInFlight }
  }

  /** A message is announced. Nothing is remembered of it: the token that goes back holds all. */
  head(now: number, from: Address, frame: HeadFrame): DatagramOutcome {
    const key = keyOf(frame.id, from)
    const entry = this.#entries.get(key)
    if (entry !== undefined) {
      if (entry.transfer.agrees(frame)) return 'head-repeated'
      this.#end(entry, 'conflict')
      return 'head-conflict'
    }
    const reason = this.#ended.get(key) ?? (this.#isTooLarge(frame) ? 'too-large' : undefined)
    if (reason !== undefined) {
      this.#host.send(from, { type: 'stop', id: frame.id, reason })
      return this.#ended.get(key) === undefined ? 'head-refused' : 'head-repeated'
    }
    // its sender tries again, and by then others may have ended
    if (this.#sources.isFull(from)) return 'head-ignored'
    const token = this.#openings.token(now, from, frame.id, frame)
    this.#host.send(from, { type: 'ask', id: frame.id, token, chunks: openingChunks(frame) })
    return 'head-asked'
  }

  /** A token comes back: whoever sends it reads at this address. */
  open(now: number, from: Address, frame: OpenFrame): DatagramOutcome {
    if (!this.#openings.knows(now, from, frame.id, frame, frame.token)) return 'open-refused'
    this.#peers.proved(now, from)
    const key = keyOf(frame.id, from)
    const entry = this.#entries.get(key)
    if (entry !== undefined) {
      if (entry.transfer.agrees(frame, frame.digest)) return 'open-repeated'
      this.#end(entry, 'conflict')
      return 'open-conflict'
    }
    if (this.#ended.get(key) !== undefined) return 'open-repeated'
    if (this.#sources.isFull(from)) return 'open-refused'
    if (!this.#sources.admit(now, TRANSFER_COST, (idle) => this.#evict(idle))) return 'open-refused'
    this.#begin(now, key, from, frame)
    return 'opened'
  }

  data(now: number, from: Address, frame: DataFrame): DatagramOutcome {
    const entry = this.#entries.get(keyOf(frame.id, from))
    if (entry === undefined) return 'data-unknown'
    const fate = entry.transfer.receive(now, frame)
    if (fate === 'conflict') this.#end(entry, 'conflict')
    if (fate === 'new') this.#follow(now, entry)
    return outcomeOf[fate]
  }

  /** The sender says that it is over; undefined when nothing of it was going on. */
  stop(from: Address, { id, reason }: StopFrame): DatagramOutcome | undefined {
    const entry = this.#entries.get(keyOf(id, from))
    if (entry === undefined || (reason !== 'gone' && reason !== 'abandoned')) return undefined
    this.#end(entry, 'abandoned')
    return 'stop'
  }

  /** The machine stood still for a while: nobody is blamed for it. */
  excuse(now: number): void {
    for (const { transfer } of this.#entries.values()) transfer.excuse(now)
  }

  close(): void {
    for (const entry of [...this.#entries.values()]) this.#end(entry, 'closed')
    this.#ended.clear()
  }

  #begin(now: number, key: string, from: Address, frame: OpenFrame): void {
    const roundTrip = this.#peers.roundTrip(from) ?? new RoundTrip()
    const { hasher, idleMs } = this.#options
    const limits = { hasher, idleMs, allowedMs: allowedMs(this.#options, frame.length) }
    const transfer = new Transfer(now, from, frame, roundTrip, limits, this.#transferHost)
    const alarm = this.#alarms.alarm((at) => this.#ring(at, entry))
    const entry = { key, transfer, alarm }
    this.#entries.set(key, entry)
    this.#sources.add(transfer)
    alarm.set(transfer.dueAt(now))
  }

  #ring(now: number, entry: Entry): void {
    const fate = entry.transfer.expired(now)
    if (fate !== undefined) {
      this.#end(entry, fate)
      return
    }
    entry.transfer.advance(now)
    this.#follow(now, entry)
  }

  #follow(now: number, entry: Entry): void {
    if (entry.transfer.finished) this.#finish(entry)
    else entry.alarm.set(entry.transfer.dueAt(now))
  }

  #finish(entry: Entry): void {
    const { transfer } = entry
    this.#sources.notePeak(transfer.facts.length)
    const message = transfer.message()
    this.#end(entry, message === undefined ? 'digest' : 'delivered')
    if (message !== undefined) this.#host.deliver(transfer.from, message)
  }

  #evict(transfer: Transfer): void {
    const entry = this.#entries.get(keyOf(transfer.id, transfer.from))
    if (entry !== undefined) this.#end(entry, 'evicted')
  }

  #end(entry: Entry, fate: IncomingFate): void {
    const { key, transfer, alarm } = entry
    alarm.cancel()
    this.#entries.delete(key)
    this.#sources.remove(transfer)
    this.#fates.add(fate)
    const reason = stopFor[fate]
    if (reason === undefined) return
    if (fate !== 'closed') this.#ended.set(key, reason)
    this.#host.send(transfer.from, { type: 'stop', id: transfer.id, reason })
  }

  /** Sources share alike, and so do the transfers of one. */
  #share(transfer: Transfer): number {
    const { sources, own } = this.#sources.crowd(transfer.from)
    const { maxChunksInFlight } = this.#options
    return Math.max(LEAST_SHARE, Math.floor(maxChunksInFlight / Math.max(1, sources * own)))
  }

  #isTooLarge({ length }: Facts): boolean {
    return length > this.#options.maxMessageBytes
  }
}
