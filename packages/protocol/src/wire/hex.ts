/** Bytes as lower-case hex digits, and back: request ids are the one in a program and the other on the wire. */

/** The characters of the sixteen digits. */
const CODES: Uint8Array = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const NO_DIGIT = 255
/** What a character code stands for. */
const DIGITS: Uint8Array = new Uint8Array(128).fill(NO_DIGIT)
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit

/** The codes of the digits of a request id are written here: each request needs them, and nobody keeps them. */
const SHEET: number[] = new Array<number>(32).fill(0)

/** Two lower-case digits for each byte. */
export function hexOfBytes(bytes: Uint8Array): string {
  return hexAt(bytes, 0, bytes.length)
}

/** The digits of the `length` bytes from `offset` on. */
export function hexAt(bytes: Uint8Array, offset: number, length: number): string {
  const codes = SHEET.length === 2 * length ? SHEET : new Array<number>(2 * length)
  for (let i = 0; i < length; i++) {
    const byte = bytes[offset + i] ?? 0
    codes[2 * i] = CODES[byte >>> 4] ?? 0
    codes[2 * i + 1] = CODES[byte & 15] ?? 0
  }
  // All at once: adding two digits at a time makes a string at each step, and a chain of them that is flattened later.
  return String.fromCharCode(...codes)
}

/** The `length` bytes that `hex` stands for; undefined when it is not exactly so many pairs of lower-case digits. */
export function bytesOfHex(hex: string, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  return writeHex(hex, bytes, 0, length) ? bytes : undefined
}

/** The same, written from `offset` on; false when `hex` is not exactly so many digits. */
export function writeHex(hex: string, bytes: Uint8Array, offset: number, length: number): boolean {
  if (typeof hex !== 'string' || hex.length !== 2 * length) return false
  for (let i = 0; i < length; i++) {
    const high = DIGITS[hex.charCodeAt(2 * i)] ?? NO_DIGIT
    const low = DIGITS[hex.charCodeAt(2 * i + 1)] ?? NO_DIGIT
    if ((high | low) === NO_DIGIT) return false
    bytes[offset + i] = (high << 4) | low
  }
  return true
}
