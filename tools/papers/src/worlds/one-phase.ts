/** What the same messages would have taken if nobody offered before it stores: STORE in one phase. */

import type { Key } from '@kadkit/key'
import { type Message, type MessageType, maxValueBytes, messageBytes } from '@kadkit/protocol'
import type { Passage } from '@kadkit/simulator'

/** By how much messages and bytes of one type would have been more, or less. */
export interface Difference {
  messages: number
  bytes: number
}

/** For so long at least a reply is known for one to a store that followed an offer. */
const REMEMBERED_MS = 600_000
/** Longer values are offered even when they are first put. */
const SHORT_VALUE_BYTES = maxValueBytes(1_200)

/**
 * Each offer would have been a store with the body; its answer the answer to that, of which those that may be are
 * equally long; and the store that followed on "wanted", with its answer, would not have been. First puts of short values
 * and copies beside a path are stored without an offer as it is.
 */
export class OnePhase {
  readonly #isFirstPut: (from: { readonly id: number }, key: Key) => boolean
  readonly #differences = new Map<MessageType, Difference>()
  readonly #bodies = new Map<number, Uint8Array>()
  /** Ids of stores that followed an offer, and of those before them. */
  #followed = new Set<string>()
  #followedBefore = new Set<string>()
  #turnAt = 0

  /** `isFirstPut` says whether a node is putting a key for the first time. */
  constructor(isFirstPut: (from: { readonly id: number }, key: Key) => boolean) {
    this.#isFirstPut = isFirstPut
  }

  /** For each message that is sent. */
  see({ at, from, message, bytes }: Pick<Passage, 'at' | 'from' | 'message' | 'bytes'>): void {
    const { id, body } = message
    if (body.type === 'offer') {
      this.#add('offer', -1, -bytes)
      this.#add('store', 1, messageBytes(this.#storeOf(message)))
    } else if (body.type === 'store' && !body.cached && !this.#isDirect(from, body)) {
      this.#remember(at, id)
      this.#add('store', -1, -bytes)
    } else if (body.type === 'wanted') {
      this.#add('wanted', -1, -bytes)
      this.#add('stored', 1, bytes)
    } else if ((body.type === 'stored' || body.type === 'refused') && this.#hasFollowed(id)) {
      this.#add(body.type, -1, -bytes)
    }
  }

  /** What is to be added to what was sent of this type. */
  of(type: MessageType): Readonly<Difference> {
    return this.#differences.get(type) ?? { messages: 0, bytes: 0 }
  }

  #isDirect(from: { readonly id: number }, { key, value }: { key: Key; value: Uint8Array }): boolean {
    return value.length <= SHORT_VALUE_BYTES && this.#isFirstPut(from, key)
  }

  #storeOf(message: Message): Message {
    const { body } = message
    if (body.type !== 'offer') return message
    const { key, ttlSeconds, publication, valueBytes } = body
    let value = this.#bodies.get(valueBytes)
    if (value === undefined) {
      value = new Uint8Array(valueBytes)
      this.#bodies.set(valueBytes, value)
    }
    return { ...message, body: { type: 'store', key, value, ttlSeconds, cached: false, publication } }
  }

  #remember(at: number, id: string): void {
    if (at >= this.#turnAt) {
      this.#followedBefore = this.#followed
      this.#followed = new Set()
      this.#turnAt = at + REMEMBERED_MS
    }
    this.#followed.add(id)
  }

  #hasFollowed(id: string): boolean {
    return this.#followed.has(id) || this.#followedBefore.has(id)
  }

  #add(type: MessageType, messages: number, bytes: number): void {
    const sum = this.#differences.get(type) ?? { messages: 0, bytes: 0 }
    sum.messages += messages
    sum.bytes += bytes
    this.#differences.set(type, sum)
  }
}
