/** From frames to bytes. */

import {
  ASK_BYTES,
  DATA_BYTES,
  type Frame,
  HEAD_BYTES,
  HEADER_BYTES,
  ID_BYTES,
  KINDS,
  MAGIC,
  type MessageId,
  OPEN_BYTES,
  PULL_BYTES,
  STOP_BYTES,
  STOP_REASONS,
  VERSION,
} from './frame.ts'

const BODY = HEADER_BYTES + ID_BYTES

/**
 * The bytes of a frame. What it says must be sayable: chunks of a pull ascending and within the span, numbers in
 * range.
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const bytes = new Uint8Array(frameBytes(frame))
  bytes[0] = MAGIC[0]
  bytes[1] = MAGIC[1]
  bytes[2] = (VERSION << 4) | KINDS.indexOf(frame.type)
  if (frame.type === 'whole') bytes.set(frame.bytes, HEADER_BYTES)
  else {
    writeId(bytes, frame.id)
    writeBody(bytes, frame)
  }
  return bytes
}

function frameBytes(frame: Frame): number {
  switch (frame.type) {
    case 'whole':
      return HEADER_BYTES + frame.bytes.length
    case 'head':
      return HEAD_BYTES
    case 'ask':
      return ASK_BYTES
    case 'open':
      return OPEN_BYTES
    case 'pull': {
      const [first = 0] = frame.chunks
      return PULL_BYTES + (((frame.chunks.at(-1) ?? 0) - first) >>> 3) + 1
    }
    case 'data':
      return DATA_BYTES + frame.bytes.length
    case 'stop':
      return STOP_BYTES
  }
}

function writeBody(bytes: Uint8Array, frame: Exclude<Frame, { type: 'whole' }>): void {
  switch (frame.type) {
    case 'head':
    case 'open':
      write32(bytes, BODY, frame.length)
      write16(bytes, BODY + 4, frame.chunkBytes)
      if (frame.type === 'head') return
      write32(bytes, BODY + 6, frame.token)
      bytes.set(frame.digest, BODY + 10)
      return
    case 'ask':
      write32(bytes, BODY, frame.token)
      bytes[BODY + 4] = frame.chunks
      return
    case 'pull':
      write32(bytes, BODY, frame.serial)
      writeChunks(bytes, frame.chunks)
      return
    case 'data':
      write32(bytes, BODY, frame.serial)
      write32(bytes, BODY + 4, frame.chunk)
      bytes.set(frame.bytes, DATA_BYTES)
      return
    case 'stop':
      bytes[BODY] = STOP_REASONS.indexOf(frame.reason) + 1
  }
}

function writeChunks(bytes: Uint8Array, chunks: readonly number[]): void {
  const [first = 0] = chunks
  write32(bytes, BODY + 4, first)
  for (const chunk of chunks) {
    const at = PULL_BYTES + ((chunk - first) >>> 3)
    bytes[at] = (bytes[at] ?? 0) | (1 << ((chunk - first) & 7))
  }
}

function writeId(bytes: Uint8Array, id: MessageId): void {
  for (let i = 0; i < ID_BYTES / 2; i++) write16(bytes, HEADER_BYTES + 2 * i, id.charCodeAt(i))
}

function write16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value
}

function write32(bytes: Uint8Array, at: number, value: number): void {
  write16(bytes, at, value >>> 16)
  write16(bytes, at + 2, value)
}
