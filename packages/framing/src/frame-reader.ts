/** From bytes to frames, or to the reason why they are none. */

import {
  ASK_BYTES,
  DATA_BYTES,
  DIGEST_BYTES,
  type Facts,
  type Frame,
  type FrameFault,
  HEAD_BYTES,
  HEADER_BYTES,
  ID_BYTES,
  KINDS,
  MAX_LOT,
  MAX_SPAN,
  type MessageId,
  MIN_CHUNK_BYTES,
  OPEN_BYTES,
  PULL_BYTES,
  STOP_BYTES,
  STOP_REASONS,
  VERSION,
} from './frame.ts'

const BODY = HEADER_BYTES + ID_BYTES

/** Reads bytes that begin as frames do. The bytes of a `data` or `whole` frame are a view of the datagram. */
export function decodeFrame(datagram: Uint8Array): Frame | FrameFault {
  const [, , third] = datagram
  if (third === undefined) return 'length'
  if (third >>> 4 !== VERSION) return 'version'
  switch (KINDS[third & 15]) {
    case 'whole':
      return { type: 'whole', bytes: datagram.subarray(HEADER_BYTES) }
    case 'head':
      return datagram.length === HEAD_BYTES ? readHead(datagram) : 'length'
    case 'ask':
      return datagram.length === ASK_BYTES ? readAsk(datagram) : 'length'
    case 'open':
      return datagram.length === OPEN_BYTES ? readOpen(datagram) : 'length'
    case 'pull':
      return readPull(datagram)
    case 'data':
      return readData(datagram)
    case 'stop':
      return datagram.length === STOP_BYTES ? readStop(datagram) : 'length'
    default:
      return 'kind'
  }
}

function readHead(bytes: Uint8Array): Frame | FrameFault {
  const facts = readFacts(bytes)
  return facts === undefined ? 'range' : { type: 'head', id: readId(bytes), ...facts }
}

function readAsk(bytes: Uint8Array): Frame | FrameFault {
  const chunks = byteAt(bytes, BODY + 4)
  if (chunks < 1 || chunks > MAX_LOT) return 'range'
  return { type: 'ask', id: readId(bytes), token: read32(bytes, BODY), chunks }
}

function readOpen(bytes: Uint8Array): Frame | FrameFault {
  const facts = readFacts(bytes)
  if (facts === undefined) return 'range'
  // a copy: what is kept for long must not keep a datagram's memory alive
  const digest = new Uint8Array(bytes.subarray(BODY + 10, BODY + 10 + DIGEST_BYTES))
  return { type: 'open', id: readId(bytes), ...facts, token: read32(bytes, BODY + 6), digest }
}

function readPull(bytes: Uint8Array): Frame | FrameFault {
  const bitmapBytes = bytes.length - PULL_BYTES
  if (bitmapBytes < 1 || bitmapBytes > MAX_SPAN / 8) return 'length'
  const chunks = readChunks(bytes)
  // one way to say it: the first bit is the first chunk, and the last byte is not empty
  if (chunks === undefined || (byteAt(bytes, PULL_BYTES) & 1) === 0 || bytes.at(-1) === 0) return 'range'
  return { type: 'pull', id: readId(bytes), serial: read32(bytes, BODY), chunks }
}

function readChunks(bytes: Uint8Array): number[] | undefined {
  const first = read32(bytes, BODY + 4)
  const chunks: number[] = []
  for (let at = PULL_BYTES; at < bytes.length; at++) {
    const bits = byteAt(bytes, at)
    for (let bit = 0; bit < 8; bit++) {
      if ((bits >>> bit) & 1) chunks.push(first + 8 * (at - PULL_BYTES) + bit)
    }
    if (chunks.length > MAX_LOT) return undefined
  }
  return chunks
}

function readData(bytes: Uint8Array): Frame | FrameFault {
  if (bytes.length <= DATA_BYTES) return 'length'
  const [serial, chunk] = [read32(bytes, BODY), read32(bytes, BODY + 4)]
  return { type: 'data', id: readId(bytes), serial, chunk, bytes: bytes.subarray(DATA_BYTES) }
}

function readStop(bytes: Uint8Array): Frame | FrameFault {
  const reason = STOP_REASONS[byteAt(bytes, BODY) - 1]
  return reason === undefined ? 'range' : { type: 'stop', id: readId(bytes), reason }
}

function readFacts(bytes: Uint8Array): Facts | undefined {
  const [length, chunkBytes] = [read32(bytes, BODY), read16(bytes, BODY + 4)]
  return length === 0 || chunkBytes < MIN_CHUNK_BYTES ? undefined : { length, chunkBytes }
}

/** The id that 16 bytes from `at` are. */
export function readId(bytes: Uint8Array, at: number = HEADER_BYTES): MessageId {
  return String.fromCharCode(
    read16(bytes, at),
    read16(bytes, at + 2),
    read16(bytes, at + 4),
    read16(bytes, at + 6),
    read16(bytes, at + 8),
    read16(bytes, at + 10),
    read16(bytes, at + 12),
    read16(bytes, at + 14),
  )
}

function read32(bytes: Uint8Array, at: number): number {
  return ((read16(bytes, at) << 16) | read16(bytes, at + 2)) >>> 0
}

function read16(bytes: Uint8Array, at: number): number {
  return (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1)
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
