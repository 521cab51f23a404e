/** Bytes as lower-case hex digits, and back: request ids are the one in a program and the other on the wire. */

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const NO_DIGIT = 255
/** What a character code stands for. */
const DIGITS: Uint8Array = new Uint8Array(128).fill(NO_DIGIT)
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit

/** Two lower-case digits for each byte. */
export function hexOfBytes(bytes: Uint8Array): string {
  let hex = ''
  for (let i = 0; i < bytes.length; i++) hex += PAIRS[bytes[i] ?? 0] ?? ''
  return hex
}

/** The `length` bytes that `hex` stands for; undefined when it is not exactly so many pairs of lower-case digits. */
export function bytesOfHex(hex: string, length: number): Uint8Array | undefined {
  if (typeof hex !== 'string' || hex.length !== 2 * length) return undefined
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const high = DIGITS[hex.charCodeAt(2 * i)] ?? NO_DIGIT
    const low = DIGITS[hex.charCodeAt(2 * i + 1)] ?? NO_DIGIT
    if ((high | low) === NO_DIGIT) return undefined
    bytes[i] = (high << 4) | low
  }
  return bytes
}
