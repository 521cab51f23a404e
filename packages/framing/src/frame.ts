/** The frames of long messages, as data. WIRE.md describes their bytes. */

/** A message's id as text of 8 UTF-16 units: its 128 random bits, cheap to look up by. */
export type MessageId = string

/** What is fixed about a message when its sender announces it. */
export interface Facts {
  /** Length of the message in bytes, from 1. */
  readonly length: number
  /** Bytes in each chunk but the last, which has what is left. */
  readonly chunkBytes: number
}

/** "I have a message for you." From the sender; its 25 bytes hold nothing that had to be computed from the message. */
export interface HeadFrame extends Facts {
  readonly type: 'head'
  readonly id: MessageId
}

/**
 * "Prove that you read this: send the token back, and the first chunks with it." From the receiver, who remembers
 * nothing.
 */
export interface AskFrame {
  readonly type: 'ask'
  readonly id: MessageId
  readonly token: number
  /** How many chunks from the first are asked for. */
  readonly chunks: number
}

/**
 * "Here is your token, and the SHA-256 of the message." From the sender, just before the chunks that were asked
 * for.
 */
export interface OpenFrame extends Facts {
  readonly type: 'open'
  readonly id: MessageId
  readonly token: number
  readonly digest: Uint8Array
}

/** "Send these chunks." From the receiver. */
export interface PullFrame {
  readonly type: 'pull'
  readonly id: MessageId
  /** The token plus how many pulls came before, modulo 2^32: the chunks that are sent in answer bear it. */
  readonly serial: number
  /** Indices of chunks, ascending: at most {@link MAX_LOT}, within {@link MAX_SPAN}. */
  readonly chunks: readonly number[]
}

/** One chunk. From the sender. */
export interface DataFrame {
  readonly type: 'data'
  readonly id: MessageId
  readonly serial: number
  readonly chunk: number
  readonly bytes: Uint8Array
}

/** "It is over." From either; nothing is answered to it. */
export interface StopFrame {
  readonly type: 'stop'
  readonly id: MessageId
  readonly reason: StopReason
}

/** A short message that had to be marked as one, because it begins as frames do. */
export interface WholeFrame {
  readonly type: 'whole'
  readonly bytes: Uint8Array
}

export type Frame = WholeFrame | HeadFrame | AskFrame | OpenFrame | PullFrame | DataFrame | StopFrame

/**
 * Why a message ends; its place is its number on the wire, from 1.
 * - `done`: it was delivered
 * - `too-large`: the receiver takes no message of this length
 * - `refused`: the receiver gave its memory to others
 * - `conflict`: the sender contradicted itself
 * - `digest`: the assembled bytes have another SHA-256 than was said
 * - `expired`: it took the receiver too long
 * - `gone`: the sender has no such message, or has it no longer
 * - `abandoned`: who says this gives up, or closes
 */
export const STOP_REASONS = [
  'done',
  'too-large',
  'refused',
  'conflict',
  'digest',
  'expired',
  'gone',
  'abandoned',
] as const
export type StopReason = (typeof STOP_REASONS)[number]

/**
 * Why bytes that begin with the magic are no frame.
 * - `version`: of another version
 * - `kind`: of no kind that we know
 * - `length`: shorter or longer than its kind can be
 * - `range`: a field has a value that it cannot have
 */
export type FrameFault = 'version' | 'kind' | 'length' | 'range'

/**
 * Frames begin with 0x0e "f": RFC 7983 and RFC 9443 leave first bytes of 4 to 15 free. Kadkit's messages begin 0x0e
 * "k".
 */
export const MAGIC = [0x0e, 0x66] as const
/** The upper half of a frame's third byte; the lower half is the kind. */
export const VERSION = 1
/** The place of a kind is its number on the wire, from 0. */
export const KINDS = ['whole', 'head', 'ask', 'open', 'pull', 'data', 'stop'] as const

/** Magic, version and kind. */
export const HEADER_BYTES = 3
export const ID_BYTES = 16
export const DIGEST_BYTES = 32
export const HEAD_BYTES: number = HEADER_BYTES + ID_BYTES + 6
export const ASK_BYTES: number = HEADER_BYTES + ID_BYTES + 5
export const OPEN_BYTES: number = HEADER_BYTES + ID_BYTES + 10 + DIGEST_BYTES
/** A pull without its bitmap. */
export const PULL_BYTES: number = HEADER_BYTES + ID_BYTES + 8
/** A chunk without its bytes. */
export const DATA_BYTES: number = HEADER_BYTES + ID_BYTES + 8
export const STOP_BYTES: number = HEADER_BYTES + ID_BYTES + 1

/** Chunks that one pull may ask for. */
export const MAX_LOT = 32
/** From the first to the last chunk of a pull, in chunks: the bits of the longest bitmap. */
export const MAX_SPAN = 256
/** The least that a transport must carry in one datagram. */
export const MIN_DATAGRAM_BYTES = 256
/** The smallest chunks that anybody may announce, which bounds how many a message has. */
export const MIN_CHUNK_BYTES: number = MIN_DATAGRAM_BYTES - DATA_BYTES
export const MAX_CHUNK_BYTES = 0xffff

/** Whether bytes begin as frames do. */
export function beginsAsFrame(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC[0] && bytes[1] === MAGIC[1]
}

/** How many chunks a message has. */
export function chunkCount({ length, chunkBytes }: Facts): number {
  return Math.ceil(length / chunkBytes)
}

/** How many bytes chunk `index` of a message has. */
export function chunkLength({ length, chunkBytes }: Facts, index: number): number {
  return Math.min(chunkBytes, length - index * chunkBytes)
}
