/** Text with a checksum in front: what this package writes in its own words, readable with any editor. */

import { crcOfText } from './checksum.ts'

const SEAL_LENGTH = 9

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

function digitsOf(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}
