/** Messages to the bytes of one datagram, and back. */

import { readAnyFrame } from './any-frame.ts'
import { CodecError } from './codec-error.ts'
import { readFrame, writeFrame } from './frame.ts'
import type { FrameFault } from './frame-fault.ts'
import { headerFault } from './frame-header.ts'
import type { Message } from './message.ts'
import { bodyRoom, checkMaxMessageBytes, MAX_ATTEMPT, SAFE_DATAGRAM_BYTES } from './sizes.ts'
import { writeBody } from './write-body.ts'

export type { FrameFault } from './frame-fault.ts'

export interface CodecOptions {
  /** Nodes of different networks do not hear each other: 0 to 2^32 - 1, by default 0. */
  readonly networkId?: number
  /** To how many bytes lists of contacts are cut: 256 to 2^31 - 1, by default 1,200. */
  readonly maxMessageBytes?: number
}

/** The wire format, version 1, as WIRE.md describes it. What it says of a message depends on no other message. */
export class Codec {
  readonly #networkId: number
  readonly #maxMessageBytes: number

  /** @throws RangeError for an option out of its range. */
  constructor(options: CodecOptions = {}) {
    const { networkId = 0, maxMessageBytes = SAFE_DATAGRAM_BYTES } = options
    if (!Number.isInteger(networkId) || networkId < 0 || networkId > 2 ** 32 - 1) {
      throw new RangeError(`networkId must be an integer of 0 to 2^32 - 1, got ${String(networkId)}`)
    }
    checkMaxMessageBytes(maxMessageBytes)
    this.#networkId = networkId
    this.#maxMessageBytes = maxMessageBytes
  }

  /**
   * The bytes that say `message`, which are the caller's own. Their ArrayBuffer may have other frames beside them.
   *
   * Of a list of contacts, the first are kept that fit into `maxMessageBytes`, at most 64; those whose address
   * cannot be packed are left out. All other messages are encoded whatever their length: ask `maxValueBytes`
   * before, or let the transport refuse them.
   *
   * @throws CodecError 'bad-message' for a field that is not of its type or out of its range.
   */
  encode(message: Message): Uint8Array {
    const { attempt } = message
    if (!Number.isInteger(attempt) || attempt < 0 || attempt > MAX_ATTEMPT) {
      throw new CodecError('bad-message', `attempt must be an integer of 0 to 255, got ${String(attempt)}`)
    }
    const content = writeBody(message.body, bodyRoom(attempt, this.#maxMessageBytes))
    const bytes = writeFrame(message, content, this.#networkId)
    if (bytes !== undefined) return bytes
    throw new CodecError('bad-message', `id must be 32 lower-case hex digits, got ${String(message.id)}`)
  }

  /**
   * The message that `bytes` say, or why they say none. Never throws, whatever they are. The value of a `store` may be a view
   * of `bytes`, which are left alone from then on; nothing else of them is kept.
   *
   * Their length is not limited: a peer may be able to send more than we. The work grows with it, and is a
   * few nanoseconds for what is not a frame of this network.
   */
  decode(bytes: Uint8Array): Message | FrameFault {
    const fault = headerFault(bytes, this.#networkId)
    if (fault !== undefined) return fault
    try {
      // What every program that is built like this one sends, and then whatever else is right by the schema.
      return readFrame(bytes) ?? readAnyFrame(bytes)
    } catch {
      return 'malformed'
    }
  }
}
