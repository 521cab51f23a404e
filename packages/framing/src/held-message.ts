/** One message that we are sending, to one receiver. */

import type { Address } from '@kadkit/transport'
import type { Alarm } from './alarms.ts'
import type { Body } from './bodies.ts'
import type { AskFrame, Facts, MessageId } from './frame.ts'

/**
 * What a receiver may ask for in all, in lengths of the message, and the chunks of small ones that are granted
 * beside.
 */
const SERVED_LENGTHS = 8
const SERVED_CHUNKS = 64

/** Nothing is known here of single chunks: a pull that comes again is answered again. */
export interface HeldMessage {
  readonly key: string
  readonly id: MessageId
  readonly to: Address
  readonly body: Body
  readonly facts: Facts
  readonly alarm: Alarm
  /** When it is given up in any case. */
  readonly expiresAt: number
  /** Heads that were sent since the last sign of the receiver. */
  heads: number
  /** When the next head is due, and how long after that the one after it. */
  headAt: number
  headEveryMs: number
  /** When the last head was sent, or the last sign came. */
  signAt: number
  /** Whether the receiver has ever asked for it. */
  wanted: boolean
  /** What the receiver asked for and cannot have before the digest is known. */
  opening: AskFrame | undefined
  servedBytes: number
}

/** Whether so many bytes more are within reason, for a receiver over the worst of paths. */
export function mayServe({ servedBytes, facts }: HeldMessage, bytes: number): boolean {
  return servedBytes + bytes <= SERVED_LENGTHS * facts.length + SERVED_CHUNKS * facts.chunkBytes
}
