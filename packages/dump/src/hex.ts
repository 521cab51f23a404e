/** The two ways to write a key: all its digits, or as the original library printed it. */

import type { Distance, Key } from '@kadkit/key'

/**
 * How keys and distances are written, always in upper case.
 *
 * - `padded`: all 64 digits. This is the default.
 * - `original`: as f0lg0/kademlia-dht's `{:X}` for each byte prints it, which drops the leading zero of every byte
 *   below 0x10: 32 to 64 digits, and two different keys can look alike. It is for comparing with the original's
 *   files, and also leaves out of a dump everything that the original did not write.
 */
export type HexStyle = 'padded' | 'original'

/** What all dumps let one choose. */
export interface DumpOptions {
  /** See {@link HexStyle}; `padded` when absent. */
  readonly hex?: HexStyle | undefined
}

/** The style that the options ask for. @throws RangeError for any other than the two. */
export function hexStyleOf(options: DumpOptions): HexStyle {
  const style: unknown = options.hex ?? 'padded'
  if (style === 'padded' || style === 'original') return style
  throw new RangeError(`hex must be 'padded' or 'original', got ${JSON.stringify(style)}`)
}

/** The digits of a key or a distance, in upper case. */
export function hexText(words: Key | Distance, style: HexStyle): string {
  const digits = words.toHex().toUpperCase()
  return style === 'padded' ? digits : digits.replace(/0(.)|(..)/g, '$1$2')
}
