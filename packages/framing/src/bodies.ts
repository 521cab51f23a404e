/** The bytes of messages that we are sending, each once. */

import type { Digester } from './default-hasher.ts'

/** Bytes that are hashed at a time, so that nothing else has to wait for long. */
const HASH_SLICE_BYTES = 262_144

/** A copy of a message, for as many receivers as it has. */
export class Body {
  readonly bytes: Uint8Array
  readonly #hash: Digester
  #hashed = 0
  #digest: Uint8Array | undefined
  holders = 0

  constructor(message: Uint8Array, hash: Digester) {
    // not slice(): for a Buffer that is a view of the same bytes
    this.bytes = new Uint8Array(message)
    this.#hash = hash
  }

  /** Its SHA-256; undefined while that takes more calls, each of which computes a part. */
  digest(): Uint8Array | undefined {
    if (this.#digest !== undefined) return this.#digest
    const end = Math.min(this.bytes.length, this.#hashed + HASH_SLICE_BYTES)
    this.#hash.update(this.bytes.subarray(this.#hashed, end))
    this.#hashed = end
    if (end === this.bytes.length) this.#digest = this.#hash.digest()
    return this.#digest
  }
}

/**
 * Equal messages share one copy. They are told by their length and then their bytes, which is done in a twentieth
 * of the time of a hash; a hash is computed only when somebody asks for the message.
 */
export class Bodies {
  readonly #hasher: () => Digester
  readonly #byLength = new Map<number, Set<Body>>()
  #bytes = 0

  constructor(hasher: () => Digester) {
    this.#hasher = hasher
  }

  get bytes(): number {
    return this.#bytes
  }

  /** A body of these bytes that is held already. */
  find(message: Uint8Array): Body | undefined {
    for (const body of this.#byLength.get(message.length) ?? []) if (isEqual(body.bytes, message)) return body
    return undefined
  }

  /** A new copy of these bytes. */
  add(message: Uint8Array): Body {
    const body = new Body(message, this.#hasher())
    const alike = this.#byLength.get(message.length) ?? new Set()
    this.#byLength.set(message.length, alike.add(body))
    this.#bytes += message.length
    return body
  }

  /** One holder less; after the last the bytes are freed. */
  release(body: Body): void {
    if (--body.holders > 0) return
    const { length } = body.bytes
    const alike = this.#byLength.get(length)
    if (!alike?.delete(body)) return
    if (alike.size === 0) this.#byLength.delete(length)
    this.#bytes -= length
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
