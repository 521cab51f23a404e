/** Text with a checksum in front: what this package writes in its own words, readable with any editor. */

import { crcOfBytes, crcOfText } from './checksum.ts'

/** Of the checksum in front of a text, with the space behind it. */
export const SEAL_LENGTH = 9

const SPACE = 32
const DIGITS = new TextEncoder().encode('0123456789abcdef')

/** `text` of characters below 256, behind its checksum in eight hex digits and a space. */
export function seal(text: string): string {
  return `${digitsOf(crcOfText(text))} ${text}`
}

/** The text in a sealed one; undefined when it is damaged. */
export function unseal(sealed: string): string | undefined {
  const digits = digitsOf(crcOfText(sealed, SEAL_LENGTH))
  // Compared as text: a number has several spellings.
  return sealed.startsWith(`${digits} `) ? sealed.slice(SEAL_LENGTH) : undefined
}

/** Whether what stands in bytes between two places is sealed text: what {@link unseal} says, without a text for each. */
export function isSealed(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < SEAL_LENGTH || bytes[from + SEAL_LENGTH - 1] !== SPACE) return false
  let crc = crcOfBytes(bytes, 0, from + SEAL_LENGTH, to)
  for (let at = from + SEAL_LENGTH - 2; at >= from; at--, crc >>>= 4) {
    if (bytes[at] !== DIGITS[crc & 15]) return false
  }
  return true
}

function digitsOf(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}
