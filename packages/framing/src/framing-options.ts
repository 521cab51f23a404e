/** How a framed transport works, and its limits. */

import { type Clock, systemClock } from '@kadkit/clock'
import { randomBytes } from '@noble/hashes/utils.js'
import { type Digester, defaultHasher } from './default-hasher.ts'
import { MIN_DATAGRAM_BYTES } from './frame.ts'
import { longestMessageCost } from './segments.ts'

/** All may be left out. */
export interface FramingOptions {
  /** The longest message, in bytes, both ways. Default 16 MiB. */
  readonly maxMessageBytes?: number
  /**
   * What is sent in one datagram at most, in bytes: 256 to the `maxMessageBytes` of the transport below. Default:
   * the lesser of that and 1,200, which every IPv6 link carries whole (RFC 8200, section 5).
   */
  readonly datagramBytes?: number
  /**
   * Memory for messages that are on their way to us, in bytes, over all peers. Default 32 MiB, or
   * `maxMessageBytes`.
   */
  readonly maxReassemblyBytes?: number
  /** As much of it as one address may take. Default: half of it, or what a longest message takes, if that is more. */
  readonly maxSourceBytes?: number
  /** Messages that may be on their way to us from one address at once. Default 8. */
  readonly maxSourceTransfers?: number
  /** Messages that may be on their way to us at once. Default 1,024. */
  readonly maxTransfers?: number
  /** Chunks that we have asked for and that have not come, over all messages. Default 2,048. */
  readonly maxChunksInFlight?: number
  /** Memory for messages that we are sending, in bytes; what is sent beyond is dropped, and counted. Default 64 MiB. */
  readonly maxHeldBytes?: number
  /** A message of which nothing is heard for so long is given up, by either side, in milliseconds. Default 3,000. */
  readonly idleMs?: number
  /** How long a message may take, in milliseconds, apart from what its length grants it. Default 10,000. */
  readonly graceMs?: number
  /** What a message's length grants it: one second for so many bytes. Default 65,536. */
  readonly minBytesPerSecond?: number
  /** What tells the time and wakes us. Default: the system's clock. */
  readonly clock?: Clock
  /** Random bytes for ids and secrets. Default: the platform's cryptographic ones. */
  readonly random?: (length: number) => Uint8Array
  /**
   * Begins a SHA-256; noble's `sha256.create` fits as it stands. Default: Node's own where there is one, else
   * noble's.
   */
  readonly hasher?: () => Digester
}

export type CompleteFramingOptions = Required<FramingOptions>

const KIB = 1_024
const DEFAULT_DATAGRAM_BYTES = 1_200
const SHA256_OF_NOTHING = [0xe3, 0xb0, 0xc4, 0x42]

/**
 * The options with all defaults filled in, over a transport that carries `carriedBytes`.
 * @throws RangeError that names the first bad one; TypeError for a hasher that does not compute SHA-256.
 */
export function completeOptions(options: FramingOptions, carriedBytes: number): CompleteFramingOptions {
  const maxMessageBytes = integer('maxMessageBytes', options.maxMessageBytes ?? 16 * KIB * KIB, 1, 2 ** 30)
  const cost = longestMessageCost(maxMessageBytes)
  if (carriedBytes < MIN_DATAGRAM_BYTES) {
    const least = `a transport below must carry messages of at least ${MIN_DATAGRAM_BYTES} bytes`
    throw new RangeError(`${least}, got ${carriedBytes}`)
  }
  const maxReassemblyBytes = integer(
    'maxReassemblyBytes',
    options.maxReassemblyBytes ?? Math.max(32 * KIB * KIB, cost),
    maxMessageBytes,
  )
  return {
    maxMessageBytes,
    datagramBytes: integer(
      'datagramBytes',
      options.datagramBytes ?? Math.min(DEFAULT_DATAGRAM_BYTES, carriedBytes),
      MIN_DATAGRAM_BYTES,
      carriedBytes,
    ),
    // what a longest message needs around its bytes must never be what it lacks
    maxReassemblyBytes: Math.max(maxReassemblyBytes, cost),
    maxSourceBytes: Math.max(cost, sourceBytes(options.maxSourceBytes, maxReassemblyBytes, maxMessageBytes)),
    maxSourceTransfers: integer('maxSourceTransfers', options.maxSourceTransfers ?? 8, 1),
    maxTransfers: integer('maxTransfers', options.maxTransfers ?? 1_024, 1),
    maxChunksInFlight: integer('maxChunksInFlight', options.maxChunksInFlight ?? 2_048, 16),
    maxHeldBytes: integer('maxHeldBytes', options.maxHeldBytes ?? 64 * KIB * KIB, maxMessageBytes),
    idleMs: duration('idleMs', options.idleMs ?? 3_000),
    graceMs: duration('graceMs', options.graceMs ?? 10_000),
    minBytesPerSecond: integer('minBytesPerSecond', options.minBytesPerSecond ?? 65_536, 1),
    clock: options.clock ?? systemClock,
    random: options.random ?? randomBytes,
    hasher: checkHasher(options.hasher ?? defaultHasher()),
  }
}

/** How long a message of `length` bytes may take in all. */
export function allowedMs(options: CompleteFramingOptions, length: number): number {
  return options.graceMs + (1_000 * length) / options.minBytesPerSecond
}

function sourceBytes(given: number | undefined, maxReassemblyBytes: number, maxMessageBytes: number): number {
  if (given === undefined) return Math.ceil(maxReassemblyBytes / 2)
  return integer('maxSourceBytes', given, maxMessageBytes)
}

function integer(name: string, value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  const got = typeof value === 'string' ? JSON.stringify(value) : String(value)
  throw new RangeError(`${name} must be an integer of ${least} to ${most}, got ${got}`)
}

function duration(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 1) return value
  throw new RangeError(`${name} must be a finite number of milliseconds, at least 1, got ${String(value)}`)
}

function checkHasher(hasher: () => Digester): () => Digester {
  const digest = hasher().digest()
  if (digest.length === 32 && SHA256_OF_NOTHING.every((byte, i) => digest[i] === byte)) return hasher
  throw new TypeError('hasher must begin a SHA-256, but its digest of nothing is another')
}
