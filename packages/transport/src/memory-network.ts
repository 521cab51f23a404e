/** A network in memory, as good or as bad as a test wants it. */

import { type Clock, ManualClock } from '@kadkit/clock'
import { completeOptions, type MemoryNetworkOptions } from './memory-network-options.ts'
import { MemoryTransport } from './memory-transport.ts'
import { seededRandom } from './seeded-random.ts'
import type { Address, Transport, TransportHandlers } from './transport.ts'
import { TransportError } from './transport-error.ts'

const ADDRESS = /^memory:[1-9][0-9]{0,14}$/

/**
 * What has become of the messages of a network. None is without a fate:
 * `sent + duplicated = delivered + lost + undeliverable + inFlight`.
 */
export interface MemoryNetworkStats {
  /** Messages that `send` has taken. */
  readonly sent: number
  /** Second copies that the network has made. */
  readonly duplicated: number
  readonly delivered: number
  /** Lost by chance, or because too many were under way. */
  readonly lost: number
  /** Nobody was there when they arrived. */
  readonly undeliverable: number
  readonly inFlight: number
  /** Bytes of the messages that `send` has taken. */
  readonly bytes: number
}

/**
 * Carries messages between the transports that it makes. Delivery is always a later call by the clock, never part
 * of `send`: under a ManualClock a message arrives when the clock is advanced to its time. Without jitter, messages
 * arrive in the order in which they were sent.
 *
 * @example
 * const network = new MemoryNetwork({ seed: 7, loss: 0.05, delayMs: 20, jitterMs: 10 })
 * const transport = network.transport() // "memory:1"
 */
export class MemoryNetwork {
  readonly #options: Required<MemoryNetworkOptions>
  readonly #clock: Clock
  readonly #random: () => number
  readonly #listeners = new Map<Address, TransportHandlers>()
  // The messages under way are the calls of a clock of their own, so that the outer clock, whose timers may be
  // dear, is asked for one call at a time: the next arrival.
  readonly #arrivals: ManualClock
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake = () => {}
  #transports = 0
  readonly #counts = { sent: 0, duplicated: 0, delivered: 0, lost: 0, undeliverable: 0, bytes: 0 }

  /** @throws RangeError for an option out of its range. */
  constructor(options: MemoryNetworkOptions = {}) {
    this.#options = completeOptions(options)
    this.#clock = this.#options.clock
    this.#random = seededRandom(this.#options.seed)
    this.#arrivals = new ManualClock(this.#clock.now())
  }

  /** A new end of this network, not open yet. The addresses are "memory:1", "memory:2" and so on, never used again. */
  transport(): Transport {
    this.#transports++
    return new MemoryTransport(`memory:${this.#transports}`, this.#options.maxMessageBytes, {
      attach: (address, handlers) => this.#listeners.set(address, handlers),
      detach: (address) => this.#listeners.delete(address),
      carry: (from, to, message) => this.#carry(from, to, message),
    })
  }

  /** The counters as they are now. */
  stats(): MemoryNetworkStats {
    return { ...this.#counts, inFlight: this.#arrivals.pending }
  }

  #carry(from: Address, to: Address, message: Uint8Array): void {
    if (!this.#listeners.has(to) && !ADDRESS.test(to)) {
      throw new TransportError(
        'bad-address',
        `address must be "memory:" and a positive number, got ${JSON.stringify(String(to).slice(0, 80))}`,
      )
    }
    this.#counts.sent++
    this.#counts.bytes += message.length
    // Every message draws four numbers, whatever becomes of it: another loss rate leaves the delays as they were.
    const lost = this.#random() < this.#options.loss
    const doubled = this.#random() < this.#options.duplicate
    const lateness = [this.#random(), this.#random()] as const
    if (lost) {
      this.#counts.lost++
      return
    }
    this.#launch(from, to, message, lateness[0])
    if (doubled) {
      this.#counts.duplicated++
      this.#launch(from, to, message, lateness[1])
    }
    this.#wakeForNext()
  }

  #launch(from: Address, to: Address, message: Uint8Array, lateness: number): void {
    if (this.#arrivals.pending >= this.#options.maxInFlight) {
      this.#counts.lost++
      return
    }
    // Not message.slice(): for a Buffer that is a view of the same bytes.
    const copy = new Uint8Array(message)
    const at = this.#clock.now() + this.#options.delayMs + lateness * this.#options.jitterMs
    this.#arrivals.schedule(at, () => this.#deliver(from, to, copy))
  }

  #deliver(from: Address, to: Address, message: Uint8Array): void {
    const handlers = this.#listeners.get(to)
    if (handlers === undefined) {
      this.#counts.undeliverable++
      return
    }
    this.#counts.delivered++
    handlers.receive(from, message)
  }

  #wakeForNext(): void {
    const next = this.#arrivals.nextAt()
    if (next >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = next
    this.#cancelWake = this.#clock.schedule(next, () => this.#deliverDue())
  }

  #deliverDue(): void {
    // Meanwhile #wakeAt stays in the past, so that what the receivers send asks for no call of its own.
    try {
      this.#arrivals.advanceTo(this.#clock.now())
    } finally {
      this.#wakeAt = Number.POSITIVE_INFINITY
      this.#wakeForNext()
    }
  }
}
