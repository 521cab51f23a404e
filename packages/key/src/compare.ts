/** Comparisons on the hot path: no object is made. */

import type { Key } from './key.ts'
import { KEY_BITS } from './words.ts'

/**
 * Which of two keys is nearer to `target`: negative when `a` is, positive when `b` is, 0 when they are equal.
 * It sorts: `keys.sort((a, b) => compareDistance(target, a, b))` puts the nearest first.
 */
export function compareDistance(target: Key, a: Key, b: Key): number {
  if (a.w0 !== b.w0) return nearer(target.w0, a.w0, b.w0)
  if (a.w1 !== b.w1) return nearer(target.w1, a.w1, b.w1)
  if (a.w2 !== b.w2) return nearer(target.w2, a.w2, b.w2)
  if (a.w3 !== b.w3) return nearer(target.w3, a.w3, b.w3)
  if (a.w4 !== b.w4) return nearer(target.w4, a.w4, b.w4)
  if (a.w5 !== b.w5) return nearer(target.w5, a.w5, b.w5)
  if (a.w6 !== b.w6) return nearer(target.w6, a.w6, b.w6)
  return nearer(target.w7, a.w7, b.w7)
}

/** The first 32 bits of a key, as a signed integer: most keys are told apart by them, and integers are compared faster. */
export function firstWordOf(key: Key): number {
  return key.w0
}

/**
 * 32 bits of a key from bit `index` on, 0 to 256, as a signed integer; zeros follow its end. Keys that are known to share all bits
 * before are mostly told apart by these.
 */
export function wordFrom(key: Key, index: number): number {
  // So small that V8 puts it into its callers: in most tables all buckets are there.
  if (index > 0 && index < 32) return (key.w0 << index) | (key.w1 >>> (32 - index))
  return wordFarther(key, index)
}

function wordFarther(key: Key, index: number): number {
  const at = index >>> 5
  const shift = index & 31
  return shift === 0 ? wordAt(key, at) : (wordAt(key, at) << shift) | (wordAt(key, at + 1) >>> (32 - shift))
}

function nearer(target: number, a: number, b: number): number {
  return ((a ^ target) >>> 0) - ((b ^ target) >>> 0)
}

/** How many leading bits two keys share: 0 to 256. The index of the k-bucket that one has for the other. */
export function commonPrefixLength(a: Key, b: Key): number {
  const difference = a.w0 ^ b.w0
  return difference === 0 ? 32 + commonInRest(a, b) : Math.clz32(difference)
}

/** How many bits two keys share from bit 32 on. */
function commonInRest(a: Key, b: Key): number {
  if (a.w1 !== b.w1) return Math.clz32(a.w1 ^ b.w1)
  if (a.w2 !== b.w2) return 32 + Math.clz32(a.w2 ^ b.w2)
  if (a.w3 !== b.w3) return 64 + Math.clz32(a.w3 ^ b.w3)
  if (a.w4 !== b.w4) return 96 + Math.clz32(a.w4 ^ b.w4)
  if (a.w5 !== b.w5) return 128 + Math.clz32(a.w5 ^ b.w5)
  if (a.w6 !== b.w6) return 160 + Math.clz32(a.w6 ^ b.w6)
  if (a.w7 !== b.w7) return 192 + Math.clz32(a.w7 ^ b.w7)
  return KEY_BITS - 32
}

/** Whether two keys differ at bit `index`, an integer of 0 to 255; bit 0 is the most significant. */
export function differAt(a: Key, b: Key, index: number): boolean {
  return ((wordAt(a, index >>> 5) ^ wordAt(b, index >>> 5)) & (0x80000000 >>> (index & 31))) !== 0
}

function wordAt(key: Key, index: number): number {
  switch (index) {
    case 0:
      return key.w0
    case 1:
      return key.w1
    case 2:
      return key.w2
    case 3:
      return key.w3
    case 4:
      return key.w4
    case 5:
      return key.w5
    case 6:
      return key.w6
    case 7:
      return key.w7
    default:
      return 0
  }
}
