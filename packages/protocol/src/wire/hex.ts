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
  const codes = SHEET.length === 2 * bytes.length ? SHEET : new Array<number>(2 * bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    codes[2 * i] = CODES[byte >>> 4] ?? 0
    codes[2 * i + 1] = CODES[byte & 15] ?? 0
  }
  // All at once: adding two digits at a time makes a string at each step, and a chain of them that is flattened later.
  return String.fromCharCode(...codes)
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
