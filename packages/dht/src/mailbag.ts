/** What goes out: short messages to one peer share a datagram. */

import {
  bundleBytes,
  MAX_BUNDLED_FRAMES,
  type RequestId,
  SAFE_DATAGRAM_BYTES,
  writeBundle,
} from '@kadkit/protocol'
import type { Address, Transport } from '@kadkit/transport'

/** A message on its way out. */
export interface Letter {
  readonly to: Address
  readonly id: RequestId
  readonly frame: Uint8Array
}

/** So many letters at most wait. */
const MAX_WAITING = 64

/** Holds messages until it is emptied, and then sends those to one address together. A message alone goes as it is. */
export class Mailbag {
  readonly #transport: Transport
  readonly #refused: (letter: Letter, error: unknown) => void
  /** Bytes of a bundle. */
  readonly #room: number
  #waiting: (Letter | undefined)[] = []
  #isDue = false
  #isEmptying = false

  /** `refused` hears of every letter that the transport does not take. */
  constructor(transport: Transport, refused: (letter: Letter, error: unknown) => void) {
    this.#transport = transport
    this.#refused = refused
    this.#room = Math.min(SAFE_DATAGRAM_BYTES, transport.datagramBytes ?? transport.maxMessageBytes)
  }

  /** Takes a message. One that leaves no room for another is sent at once. */
  post(letter: Letter): void {
    if (bundleBytes(2, 2 * letter.frame.length) > this.#room) {
      this.#deliver(letter)
      return
    }
    this.#waiting.push(letter)
    if (this.#waiting.length === MAX_WAITING) this.empty()
  }

  /** Sends all that wait when the code that is running has ended, and what follows from promises that it has settled. */
  emptySoon(): void {
    if (this.#isDue || this.#waiting.length === 0) return
    this.#isDue = true
    queueMicrotask(this.#onDue)
  }

  /** Sends all that wait, and what comes meanwhile: a transport may break its rules, and deliver within `send`. */
  empty(): void {
    if (this.#isEmptying) return
    this.#isEmptying = true
    try {
      while (this.#waiting.length > 0) {
        const waiting = this.#waiting
        this.#waiting = []
        this.#sendAll(waiting)
      }
    } finally {
      this.#isEmptying = false
    }
  }

  #sendAll(waiting: (Letter | undefined)[]): void {
    for (let at = 0; at < waiting.length; at++) {
      const letter = waiting[at]
      if (letter === undefined) continue
      const others = this.#takeOthers(letter, waiting, at + 1)
      if (others === undefined) this.#deliver(letter)
      else this.#deliverTogether([letter, ...others])
    }
  }

  readonly #onDue = (): void => {
    this.#isDue = false
    this.empty()
  }

  /** Those from `from` on that go to the same address as `first`, and fit with it: they are taken out. */
  #takeOthers(first: Letter, waiting: (Letter | undefined)[], from: number): Letter[] | undefined {
    let others: Letter[] | undefined
    let bytes = first.frame.length
    for (let at = from; at < waiting.length; at++) {
      const letter = waiting[at]
      if (letter === undefined || letter.to !== first.to) continue
      others ??= []
      const count = others.length + 2
      if (count > MAX_BUNDLED_FRAMES) break
      if (bundleBytes(count, bytes + letter.frame.length) > this.#room) continue
      bytes += letter.frame.length
      others.push(letter)
      waiting[at] = undefined
    }
    return others?.length === 0 ? undefined : others
  }

  #deliver(letter: Letter): void {
    try {
      this.#transport.send(letter.to, letter.frame)
    } catch (error) {
      // Not a TransportError only: we may be in a timer, where what a broken transport throws would end the process.
      this.#refused(letter, error)
    }
  }

  #deliverTogether(letters: readonly [Letter, ...Letter[]]): void {
    const frame = writeBundle(letters.map((letter) => letter.frame))
    try {
      this.#transport.send(letters[0].to, frame)
    } catch (error) {
      for (const letter of letters) this.#refused(letter, error)
    }
  }
}
