/** Hashing as a seam: what turns a name into a {@link Key}. */

import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { Key } from './key.ts'
import { KEY_BYTES } from './words.ts'

/**
 * A hash function with its digest length in bytes. Any hash of @noble/hashes fits as it stands, if its digest has
 * at least 32 bytes. All nodes of one network must use the same.
 */
export interface Hasher {
  (message: Uint8Array): Uint8Array
  readonly outputLen: number
}

/** SHA-256 (FIPS 180-4): the default of all packages. */
export const sha256: Hasher = nobleSha256

/**
 * The key of a name: the first 256 bits of its digest. Strings are hashed as UTF-8, and are not normalised.
 *
 * @throws TypeError for a name that is neither string nor bytes, or has a lone surrogate (two of which would hash alike).
 * @throws RangeError for a hasher whose digest is shorter than 32 bytes.
 */
export function keyOf(name: string | Uint8Array, hasher: Hasher = sha256): Key {
  checkHasher(hasher)
  const digest = hasher(bytesOf(name))
  if (!(digest instanceof Uint8Array) || digest.length < KEY_BYTES) {
    throw new RangeError(`hasher must return at least ${KEY_BYTES} bytes, as its outputLen says`)
  }
  return Key.fromBytes(digest.length === KEY_BYTES ? digest : digest.subarray(0, KEY_BYTES))
}

/**
 * The id that the original library gives the node at `address`: the SHA-256 of the text "ip:port".
 * Such an id changes with the address and anybody can search for one; a random key is the better default.
 *
 * @example
 * keyFromAddress('127.0.0.1:8080')
 */
export function keyFromAddress(address: string, hasher: Hasher = sha256): Key {
  return keyOf(address, hasher)
}

/** @throws TypeError, RangeError for what cannot serve as a hasher, so that a mistake shows before any packet leaves. */
export function checkHasher(hasher: Hasher): void {
  if (typeof hasher !== 'function') throw new TypeError(`hasher must be a function, got ${typeof hasher}`)
  if (!Number.isInteger(hasher.outputLen) || hasher.outputLen < KEY_BYTES) {
    throw new RangeError(
      `hasher.outputLen must be at least ${KEY_BYTES} bytes, got ${String(hasher.outputLen)}`,
    )
  }
}

function bytesOf(name: string | Uint8Array): Uint8Array {
  if (name instanceof Uint8Array) return name
  if (typeof name !== 'string') {
    throw new TypeError(`a name to hash must be a string or a Uint8Array, got ${typeof name}`)
  }
  if (/\p{Surrogate}/u.test(name)) throw new TypeError('a name to hash must not have a lone surrogate')
  return utf8ToBytes(name)
}
