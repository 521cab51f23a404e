/** Several frames in one datagram: a system call a datagram costs more than a short message. */

import type { FrameFault } from './frame-fault.ts'
import { freshBytes } from './frame-memory.ts'

// 14, as all frames have it (see frame-header.ts), then "m", for many.
const MAGIC_0 = 0x0e
const MAGIC_1 = 0x6d
const VERSION = 1
/** Magic 2, version 1. */
const HEADER_BYTES = 3
/** Before each frame, its length. */
const LENGTH_BYTES = 2
/** The most frames that a bundle may have, so that nobody can make a receiver work for long at one go. */
export const MAX_BUNDLED_FRAMES = 32

/** Whether bytes begin as bundles do. */
export function isBundle(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC_0 && bytes[1] === MAGIC_1
}

/** How many bytes a bundle of frames has, that have so many together. */
export function bundleBytes(frames: number, bytes: number): number {
  return HEADER_BYTES + frames * LENGTH_BYTES + bytes
}

/** The bundle of 1 to {@link MAX_BUNDLED_FRAMES} frames, each of 1 to 65,535 bytes. */
export function writeBundle(frames: readonly Uint8Array[]): Uint8Array {
  let length = HEADER_BYTES
  for (const frame of frames) length += LENGTH_BYTES + frame.length
  const bytes = freshBytes(length)
  bytes[0] = MAGIC_0
  bytes[1] = MAGIC_1
  bytes[2] = VERSION
  let at = HEADER_BYTES
  for (const frame of frames) {
    bytes[at] = frame.length >>> 8
    bytes[at + 1] = frame.length
    bytes.set(frame, at + LENGTH_BYTES)
    at += LENGTH_BYTES + frame.length
  }
  return bytes
}

/**
 * The frames of bytes that begin as bundles do, as views of them, or why there are none: it is 'malformed' unless 1 to
 * {@link MAX_BUNDLED_FRAMES} frames that are not empty fill it to its end. What the frames say is not looked at.
 */
export function readBundle(bytes: Uint8Array): Uint8Array[] | FrameFault {
  if (bytes.length <= HEADER_BYTES) return 'malformed'
  if (bytes[2] !== VERSION) return 'version'
  const frames: Uint8Array[] = []
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    const begin = at + LENGTH_BYTES
    at = begin + length
    if (length === 0 || at > bytes.length || frames.length === MAX_BUNDLED_FRAMES) return 'malformed'
    frames.push(bytes.subarray(begin, at))
  }
  return frames
}
