/** What happened in a world, line by line, and the hash that names it. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What is done with the lines: nothing, hashed only, or hashed and given to a function, each with its line break. */
export type TraceMode = 'off' | 'hash' | ((line: string) => void)

const BLOCK = 16_384

/**
 * One JSON object a line, in the order in which things happened. The hash is the SHA-256 of all lines as UTF-8, each
 * with its line break: that of the file, if they are written to one.
 */
export class Trace {
  readonly on: boolean
  readonly #sink: ((line: string) => void) | undefined
  readonly #hash = sha256.create()
  #block = ''

  constructor(mode: TraceMode) {
    this.on = mode !== 'off'
    this.#sink = typeof mode === 'function' ? mode : undefined
  }

  /** Adds a line, given as the text of a JSON object. */
  add(json: string): void {
    const line = `${json}\n`
    this.#sink?.(line)
    this.#block += line
    if (this.#block.length < BLOCK) return
    this.#hash.update(utf8ToBytes(this.#block))
    this.#block = ''
  }

  /** The hash of all lines so far: 64 hex digits. */
  hash(): string {
    return bytesToHex(this.#hash.clone().update(utf8ToBytes(this.#block)).digest())
  }
}
