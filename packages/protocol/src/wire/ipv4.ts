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

/** Writes the 4 bytes of the "a.b.c.d" that `text` is from `start` to before `end`; false when it is none. */
export function writeIpv4(
  text: string,
  start: number,
  end: number,
  bytes: Uint8Array,
  offset: number,
): boolean {
  let from = start
  let count = 0
  for (let at = start; at <= end; at++) {
    if (at < end && text.charCodeAt(at) !== DOT) continue
    const value = readDecimal(text, from, at, 255)
    if (value < 0 || count === 4) return false
    bytes[offset + count] = value
    count++
    from = at + 1
  }
  return count === 4
}

/** The text of the 4 bytes at `offset`. */
export function ipv4Text(bytes: Uint8Array, offset: number): string {
  return `${bytes[offset]}.${bytes[offset + 1]}.${bytes[offset + 2]}.${bytes[offset + 3]}`
}
