/** Which SHA-256 is used when nobody says. */

import { sha256 } from '@noble/hashes/sha2.js'

/** A hash under way. */
export interface Digester {
  update(bytes: Uint8Array): unknown
  digest(): Uint8Array
}

interface NodeLike {
  getBuiltinModule?(name: 'node:crypto'): { createHash?(name: 'sha256'): Digester } | undefined
}

/**
 * Node's SHA-256 where this runs in Node, else noble's. It is asked for without an import, so that bundlers for
 * browsers find nothing to resolve. Measured on Node 20, without SHA instructions: 10 MiB take 62 ms against noble's
 * 230 ms, which would be more than the sockets cost.
 */
export function defaultHasher(): () => Digester {
  const { process } = globalThis as { process?: NodeLike }
  const createHash = process?.getBuiltinModule?.('node:crypto')?.createHash
  if (createHash === undefined) return () => sha256.create()
  // a plain Uint8Array, whose slice is a copy
  return () => {
    const hash = createHash('sha256')
    return { update: (bytes) => hash.update(bytes), digest: () => new Uint8Array(hash.digest()) }
  }
}
