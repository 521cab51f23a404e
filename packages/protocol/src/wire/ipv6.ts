/** IPv6 addresses: every form of RFC 4291, section 2.2, is read; only the form of RFC 5952 is written. */

import { ipv4Text, writeIpv4 } from './ipv4.ts'

const BYTES = 16
const WORDS = 8
const COLON = 0x3a
const DOT = 0x2e

/**
 * Writes the 16 bytes of the address that `text` is from `start` to before `end`, without brackets and zone; false
 * when it is none, and the bytes there may have changed.
 */
export function writeIpv6(
  text: string,
  start: number,
  end: number,
  bytes: Uint8Array,
  offset: number,
): boolean {
  let words = 0
  let gap = -1
  let at = start
  while (at < end) {
    if (isColon(text, at, end)) {
      // The colon after a group was passed with it, so this can only be "::", which may stand once.
      if (gap >= 0 || !isColon(text, at + 1, end)) return false
      gap = words
      at += 2
      continue
    }
    const stop = groupEnd(text, at, end)
    const written = writeGroup(text, at, stop, end, bytes, offset + 2 * words)
    words += written
    if (written === 0 || words > WORDS) return false
    at = written === 2 ? end : afterGroup(text, stop, end)
  }
  if (at > end) return false
  if (gap < 0) return words === WORDS
  widenGap(bytes, offset, gap, words)
  return words < WORDS
}

function isColon(text: string, at: number, end: number): boolean {
  return at < end && text.charCodeAt(at) === COLON
}

/** Where the group that begins at `start` ends: at a colon, a dot or the end. */
function groupEnd(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) !== COLON && text.charCodeAt(at) !== DOT) at++
  return at
}

/** Where reading goes on after a group that ends at `stop`; past the end when a single colon ends the text. */
function afterGroup(text: string, stop: number, end: number): number {
  if (stop === end || isColon(text, stop + 1, end)) return stop
  return stop + 1 === end ? end + 1 : stop + 1
}

/** Writes the group from `start` to `stop`, or IPv4's form of the last two; how many words it has written. */
function writeGroup(
  text: string,
  start: number,
  stop: number,
  end: number,
  bytes: Uint8Array,
  offset: number,
): number {
  if (stop < end && text.charCodeAt(stop) === DOT)
    return writeIpv4(text, start, end, bytes, offset) === end ? 2 : 0
  const word = readHex(text, start, stop)
  if (word < 0) return 0
  bytes[offset] = word >>> 8
  bytes[offset + 1] = word
  return 1
}

/** The number that one to four hex digits of either case stand for; -1 for anything else. */
function readHex(text: string, start: number, end: number): number {
  if (start >= end || end - start > 4) return -1
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = hexDigit(text.charCodeAt(at))
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lowerCase = code | 0x20
  return lowerCase >= 0x61 && lowerCase <= 0x66 ? lowerCase - 0x61 + 10 : -1
}

/** Moves the words after the gap to the end of the address, and fills the gap with zeros. */
function widenGap(bytes: Uint8Array, offset: number, gap: number, words: number): void {
  const end = offset + BYTES
  const moved = 2 * (words - gap)
  bytes.copyWithin(end - moved, offset + 2 * gap, offset + 2 * words)
  bytes.fill(0, offset + 2 * gap, end - moved)
}

/**
 * The text of the 16 bytes at `offset`, as RFC 5952 has it: lower case, no leading zeros, and the longest run of two
 * or more zero groups (of equal ones the first) as "::". IPv4-mapped and IPv4-compatible addresses end in IPv4's form.
 */
export function ipv6Text(bytes: Uint8Array, offset: number): string {
  const run = longestZeroRun(bytes, offset)
  const ipv4 =
    run.start === 0 && (run.length === 6 || (run.length === 5 && wordAt(bytes, offset + 10) === 0xffff))
  const groups = ipv4 ? WORDS - 2 : WORDS
  let text = ''
  for (let index = 0; index < groups; index++) {
    if (index === run.start) {
      text += '::'
      index += run.length - 1
    } else {
      const separator = index === 0 || index === run.start + run.length ? '' : ':'
      text += separator + wordAt(bytes, offset + 2 * index).toString(16)
    }
  }
  if (!ipv4) return text
  return `${text}${run.length === 6 ? '' : ':'}${ipv4Text(bytes, offset + 12)}`
}

/** The zero groups that "::" stands for; a `start` of -1 when there are not two in a row. */
function longestZeroRun(bytes: Uint8Array, offset: number): { start: number; length: number } {
  const longest = { start: -1, length: 1 }
  let length = 0
  for (let index = 0; index < WORDS; index++) {
    length = wordAt(bytes, offset + 2 * index) === 0 ? length + 1 : 0
    if (length > longest.length) {
      longest.length = length
      longest.start = index + 1 - length
    }
  }
  return longest
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
}
