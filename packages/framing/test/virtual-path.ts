/** Framers that talk over a path in virtual time, as good or as bad as a test wants it. */

import { ManualClock } from '@kadkit/clock'
import { Framer } from '../src/framer.ts'
import { completeOptions, type FramingOptions } from '../src/framing-options.ts'

/** A seeded source of numbers from 0 to 1 (SplitMix with 32 bits). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return ((word ^ (word >>> 15)) >>> 0) / 2 ** 32
  }
}

/** Random bytes for ids and messages, from a seed. */
export function seededBytes(draw: () => number): (length: number) => Uint8Array {
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let i = 0; i < length; i += 4) {
      const word = Math.floor(draw() * 2 ** 32)
      for (let j = 0; j < 4 && i + j < length; j++) bytes[i + j] = word >>> (8 * j)
    }
    return bytes
  }
}

export interface Datagram {
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
}

export interface End {
  readonly address: string
  readonly framer: Framer
  readonly inbox: { readonly from: string; readonly message: Uint8Array; readonly at: number }[]
  readonly progress: { readonly from: string; readonly at: number }[]
  send(to: string, message: Uint8Array): void
}

/** Says after how many milliseconds each copy of a datagram arrives: none is a loss. */
export type Fate = (datagram: Datagram) => readonly number[]

export class VirtualPath {
  readonly clock = new ManualClock(1_000_000)
  readonly #ends = new Map<string, End>()
  readonly #listeners = new Map<string, (datagram: Datagram) => void>()
  readonly #draw: () => number
  fate: Fate
  /** Every datagram that was sent, if somebody looks. */
  watch: (datagram: Datagram) => void = () => {}

  constructor(draw: () => number, fate: Fate = () => [10]) {
    this.#draw = draw
    this.fate = fate
  }

  end(address: string, options: FramingOptions = {}): End {
    const complete = completeOptions({ random: seededBytes(this.#draw), ...options }, 1_200)
    const framer: Framer = new Framer(this.clock.now(), complete, {
      send: (to, datagram) => this.carry({ from: address, to, bytes: new Uint8Array(datagram) }),
      deliver: (from, message) => end.inbox.push({ from, message, at: this.clock.now() }),
      progress: (from) => end.progress.push({ from, at: this.clock.now() }),
    })
    framer.self = address
    const end: End = {
      address,
      framer,
      inbox: [],
      progress: [],
      send: (to, message) => framer.send(this.clock.now(), to, message),
    }
    this.#ends.set(address, end)
    return end
  }

  /** Puts a datagram on the path, as its sender does or somebody in his name. */
  carry(datagram: Datagram): void {
    this.watch(datagram)
    for (const delay of this.fate(datagram))
      this.clock.schedule(this.clock.now() + delay, () => this.arrive(datagram))
  }

  /** Somebody at this address who is no framer. */
  listen(address: string, hear: (datagram: Datagram) => void): void {
    this.#listeners.set(address, hear)
  }

  /** Hands a datagram over at once. */
  arrive(datagram: Datagram): void {
    const { from, to, bytes } = datagram
    this.#listeners.get(to)?.(datagram)
    this.#ends.get(to)?.framer.receive(this.clock.now(), from, new Uint8Array(bytes))
  }

  /** Lets so much time pass, with all that happens in it. */
  run(ms: number): void {
    const until = this.clock.now() + ms
    while (this.step(until));
    this.clock.advanceTo(until)
  }

  /** Until nothing more happens by itself, or `most` milliseconds have passed. */
  runOut(most = 600_000): void {
    const until = this.clock.now() + most
    while (this.step(until));
  }

  /** Lets the next thing happen, if it does so by then. */
  step(until: number): boolean {
    let due: End | undefined
    let at = this.clock.nextAt()
    for (const end of this.#ends.values()) {
      if (end.framer.deadline < at) [due, at] = [end, end.framer.deadline]
    }
    if (at > until) return false
    if (due === undefined) return this.clock.runNext()
    this.clock.advanceTo(Math.max(at, this.clock.now()))
    due.framer.advance(this.clock.now())
    return true
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
