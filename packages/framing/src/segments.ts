/** The bytes of a message while they come together. */

import { chunkCount, chunkLength, type Facts, MIN_CHUNK_BYTES } from './frame.ts'

const SEGMENT_CHUNKS = 64
/** A segment begins with memory for so many chunks, which doubles when it must. */
const FIRST_CHUNKS = 8
/** What a segment costs beside its bytes: its object, its marks and its place in a map. */
const SEGMENT_COST = 320
/** What a message costs beside its segments: its transfer, window, hash under way, and chunks that were asked for. */
export const TRANSFER_COST = 2_048

/** Memory that a message of so many bytes takes at most, cut as small as may be. */
export function longestMessageCost(length: number): number {
  return TRANSFER_COST + length + SEGMENT_COST * Math.ceil(length / (SEGMENT_CHUNKS * MIN_CHUNK_BYTES))
}

interface Segment {
  bytes: Uint8Array
  /** Which of its chunks are there. */
  readonly marks: Uint8Array
}

/** What became of a chunk. */
export type Placed = 'new' | 'duplicate' | 'conflict' | 'no-room'

/**
 * Chunks in segments of 64. A segment takes memory when the first of its chunks comes, for little more than has
 * come: what a sender claims costs nothing.
 */
export class Segments {
  readonly #facts: Facts
  readonly #count: number
  readonly #reserve: (bytes: number) => boolean
  readonly #segments = new Map<number, Segment>()
  #held = 0
  /** How many chunks are there without a gap, from the first. */
  #prefix = 0

  /** `reserve` is asked before memory is taken; what it grants is given back by the owner, who adds it up. */
  constructor(facts: Facts, reserve: (bytes: number) => boolean) {
    this.#facts = facts
    this.#count = chunkCount(facts)
    this.#reserve = reserve
  }

  get complete(): boolean {
    return this.#held === this.#count
  }

  /** Bytes that are there without a gap, from the first. */
  get prefixBytes(): number {
    return Math.min(this.#prefix * this.#facts.chunkBytes, this.#facts.length)
  }

  has(chunk: number): boolean {
    return this.#segments.get(Math.floor(chunk / SEGMENT_CHUNKS))?.marks[chunk % SEGMENT_CHUNKS] === 1
  }

  /** Takes in a chunk of the right length. */
  put(chunk: number, bytes: Uint8Array): Placed {
    const at = (chunk % SEGMENT_CHUNKS) * this.#facts.chunkBytes
    const index = Math.floor(chunk / SEGMENT_CHUNKS)
    const known = this.#segments.get(index)
    if (known?.marks[chunk % SEGMENT_CHUNKS] === 1) {
      return isAt(known.bytes, at, bytes) ? 'duplicate' : 'conflict'
    }
    const segment = this.#withRoom(index, known, at + bytes.length)
    if (segment === undefined) return 'no-room'
    segment.bytes.set(bytes, at)
    segment.marks[chunk % SEGMENT_CHUNKS] = 1
    this.#held++
    while (this.has(this.#prefix)) this.#prefix++
    return 'new'
  }

  /** Calls `each` with the bytes from `start` to `end`, in order, in views of at most a segment. */
  read(start: number, end: number, each: (bytes: Uint8Array) => void): void {
    const segmentBytes = SEGMENT_CHUNKS * this.#facts.chunkBytes
    for (let at = start; at < end; ) {
      const index = Math.floor(at / segmentBytes)
      const from = at - index * segmentBytes
      const to = Math.min(end - index * segmentBytes, segmentBytes)
      const segment = this.#segments.get(index)
      if (segment === undefined) return
      each(segment.bytes.subarray(from, to))
      at += to - from
    }
  }

  /** The whole message, in memory of its own. A message of one segment is not copied. */
  join(): Uint8Array {
    const { length } = this.#facts
    const only = this.#segments.get(0)?.bytes
    if (only?.length === length) return only
    const message = new Uint8Array(length)
    let at = 0
    this.read(0, length, (bytes) => {
      message.set(bytes, at)
      at += bytes.length
    })
    return message
  }

  #withRoom(index: number, known: Segment | undefined, neededBytes: number): Segment | undefined {
    const have = known?.bytes.length ?? 0
    if (known !== undefined && neededBytes <= have) return known
    const first = index * SEGMENT_CHUNKS
    const last = Math.min(first + SEGMENT_CHUNKS, this.#count) - 1
    const most = (last - first) * this.#facts.chunkBytes + chunkLength(this.#facts, last)
    const size = Math.min(most, Math.max(neededBytes, 2 * have, FIRST_CHUNKS * this.#facts.chunkBytes))
    if (!this.#reserve(size - have + (known === undefined ? SEGMENT_COST : 0))) return undefined
    const bytes = new Uint8Array(size)
    if (known === undefined) {
      const segment = { bytes, marks: new Uint8Array(SEGMENT_CHUNKS) }
      this.#segments.set(index, segment)
      return segment
    }
    bytes.set(known.bytes)
    known.bytes = bytes
    return known
  }
}

function isAt(held: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (held[at + i] !== bytes[i]) return false
  return true
}
