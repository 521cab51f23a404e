/** A stored value, in the words of a dump: values are bytes, and most are text. */

import { Buffer } from 'node:buffer'
import type { HexStyle } from './hex.ts'

/** A value that is not text. */
export interface BinaryDump {
  /** With padding, RFC 4648 section 4. */
  readonly base64: string
  /** Its size. */
  readonly bytes: number
}

/** Control characters (Unicode category Cc) but for newline and tab. */
const CONTROL = /[^\P{Cc}\n\t]/u

/**
 * The text of a value that is well-formed UTF-8 without control characters other than newline and tab; a
 * {@link BinaryDump} of any other. The original's form knows strings only: there it is `base64:` and the digits.
 */
export function valueDump(value: Uint8Array, style: HexStyle): string | BinaryDump {
  const text = textOf(value)
  if (text !== undefined) return text
  const base64 = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  return style === 'original' ? `base64:${base64}` : { base64, bytes: value.length }
}

function textOf(value: Uint8Array): string | undefined {
  try {
    // ignoreBOM keeps a byte order mark: it is one of the value's bytes.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
    return CONTROL.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
