/** IPv4 addresses and decimal numbers, read strictly. */

const ZERO = 0x30
const DOT = 0x2e

/** Whether this is the code of a character from "0" to "9". */
export function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9
}

/**
 * The number that `text` writes in decimal from `start` to before `end`; -1 when it is none, is greater than `max`,
 * or has a leading zero (which some programs read as octal).
 */
export function readDecimal(text: string, start: number, end: number, max: number): number {
  if (start >= end || (end - start > 1 && text.charCodeAt(start) === ZERO)) return -1
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
    if (value > max) return -1
  }
  return value
}

/**
 * Writes the 4 bytes of the "a.b.c.d" that `text` has from `start` on, and returns where it ends: at `end`, or at the
 * character before that which is neither digit nor dot. -1 when it is none, and the bytes there may have changed.
 */
export function writeIpv4(
  text: string,
  start: number,
  end: number,
  bytes: Uint8Array,
  offset: number,
): number {
  // In one go, without readDecimal: to look at a character takes longer than all that is done with it.
  let value = -1
  let count = 0
  let at = start
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit >= 0 && digit <= 9) {
      // A zero stands alone.
      if (value === 0) return -1
      value = value < 0 ? digit : value * 10 + digit
      if (value > 255) return -1
    } else {
      if (digit !== DOT - ZERO) break
      if (value < 0 || count === 3) return -1
      bytes[offset + count] = value
      count++
      value = -1
    }
  }
  if (value < 0 || count < 3) return -1
  bytes[offset + 3] = value
  return at
}

/** The text of the 4 bytes at `offset`. */
export function ipv4Text(bytes: Uint8Array, offset: number): string {
  return `${bytes[offset]}.${bytes[offset + 1]}.${bytes[offset + 2]}.${bytes[offset + 3]}`
}
