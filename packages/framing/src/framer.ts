/** Both machines together: what becomes of each message to send, and of each datagram that comes. */

import type { Address } from '@kadkit/transport'
import { Alarms } from './alarms.ts'
import { BoundedMap } from './bounded-map.ts'
import { beginsAsFrame, type Frame, HEADER_BYTES } from './frame.ts'
import { decodeFrame } from './frame-reader.ts'
import { encodeFrame } from './frame-writer.ts'
import type { CompleteFramingOptions } from './framing-options.ts'
import { Counters, DATAGRAM_OUTCOMES, type DatagramOutcome, type FramingStats } from './framing-stats.ts'
import { Inbox } from './inbox.ts'
import { keyOf } from './message-key.ts'
import { Outbox } from './outbox.ts'
import { Peers } from './peers.ts'

/** What follows from inputs. None of these may call back into the framer, except from a later call. */
export interface FramerHost {
  /** Sends a datagram; may throw what a transport's `send` throws. The bytes may be reused when it has returned. */
  send(to: Address, datagram: Uint8Array): void
  deliver(from: Address, message: Uint8Array): void
  progress(from: Address): void
}

const PROGRESS_EVERY_MS = 100
const MAX_FLOWING = 1_024
/** Who comes later than this to a deadline has stood still, and with it the datagrams that wait in the socket. */
const STALL_MS = 250

/** Holds no clock, timer, promise or transport: each input has the time, and `deadline` says when to call `advance`. */
export class Framer {
  readonly #options: CompleteFramingOptions
  readonly #host: FramerHost
  readonly #peers = new Peers()
  readonly #alarms: Alarms
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #outcomes = new Counters<DatagramOutcome>(DATAGRAM_OUTCOMES)
  readonly #flowedAt = new BoundedMap<Address, number>(MAX_FLOWING)
  /** Our own address, at which our own frames come back by right. */
  self: Address | undefined
  #received = 0
  #sent = 0
  #unsent = 0

  constructor(now: number, options: CompleteFramingOptions, host: FramerHost) {
    this.#options = options
    this.#host = host
    this.#alarms = new Alarms(now)
    const send = (to: Address, frame: Frame) => this.#send(to, frame)
    this.#inbox = new Inbox(options, this.#peers, this.#alarms, {
      send,
      deliver: (from, message) => host.deliver(from, message),
    })
    this.#outbox = new Outbox(options, this.#peers, this.#alarms, { send })
  }

  /** When to call {@link advance}; Infinity if never. */
  get deadline(): number {
    return this.#alarms.deadline
  }

  /** Sends a message of at most `maxMessageBytes`. Throws what the host's `send` throws for the first datagram. */
  send(now: number, to: Address, message: Uint8Array): void {
    const { datagramBytes } = this.#options
    const marked = beginsAsFrame(message)
    if (message.length + (marked ? HEADER_BYTES : 0) > datagramBytes) {
      this.#outbox.send(now, to, message, (head) => this.#pass(to, encodeFrame(head)))
    } else this.#pass(to, marked ? encodeFrame({ type: 'whole', bytes: message }) : message)
  }

  receive(now: number, from: Address, datagram: Uint8Array): void {
    this.#received++
    this.#peers.heard(now, from, datagram.length)
    if (!beginsAsFrame(datagram)) {
      this.#outcomes.add('message')
      this.#host.deliver(from, datagram)
      return
    }
    const frame = decodeFrame(datagram)
    const outcome = typeof frame === 'string' ? frame : this.#take(now, from, frame)
    this.#outcomes.add(outcome)
    if (outcome === 'data' || outcome === 'ask' || outcome === 'pull') this.#progress(now, from)
  }

  /** Sees to what is due. */
  advance(now: number): void {
    if (now - this.deadline > STALL_MS) {
      this.#inbox.excuse(now)
      this.#outbox.excuse(now)
    }
    this.#alarms.advance(now)
  }

  /** Tells all peers that it is over, once, and forgets everything. */
  close(now: number): void {
    this.#outbox.close(now)
    this.#inbox.close()
  }

  stats(): FramingStats {
    return {
      received: this.#received,
      datagrams: this.#outcomes.read(),
      sent: this.#sent,
      unsent: this.#unsent,
      incoming: this.#inbox.fates,
      outgoing: this.#outbox.fates,
      assembling: this.#inbox.assembling,
      held: this.#outbox.held,
    }
  }

  #take(now: number, from: Address, frame: Frame): DatagramOutcome {
    switch (frame.type) {
      case 'whole':
        // a copy: the message must not be a view of the datagram
        this.#host.deliver(from, new Uint8Array(frame.bytes))
        return 'whole'
      case 'ask':
        return this.#outbox.ask(now, from, frame)
      case 'pull':
        return this.#outbox.pull(now, from, frame)
      case 'stop':
        return this.#outbox.stop(now, from, frame) ?? this.#inbox.stop(from, frame) ?? 'stop-unknown'
      default:
        // who only sends our own frames back, as an echo service would, proves by that neither address nor message
        if (from !== this.self && this.#outbox.has(keyOf(frame.id, from))) return 'echo'
    }
    switch (frame.type) {
      case 'head':
        return this.#inbox.head(now, from, frame)
      case 'open':
        return this.#inbox.open(now, from, frame)
      case 'data':
        return this.#inbox.data(now, from, frame)
    }
  }

  #progress(now: number, from: Address): void {
    if (now - (this.#flowedAt.get(from) ?? Number.NEGATIVE_INFINITY) < PROGRESS_EVERY_MS) return
    this.#flowedAt.set(from, now)
    this.#host.progress(from)
  }

  /** Sends a datagram for a caller who has to know when that fails. */
  #pass(to: Address, datagram: Uint8Array): void {
    this.#host.send(to, datagram)
    this.#sent++
  }

  #send(to: Address, frame: Frame): void {
    try {
      this.#pass(to, encodeFrame(frame))
    } catch {
      this.#unsent++
    }
  }
}
