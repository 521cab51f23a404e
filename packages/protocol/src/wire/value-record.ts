/** A value as a node holds it. */

import type { Key } from '@kadkit/key'
import type { Publication } from './publication.ts'

/** A value, its key, which publication it is, and until when it lives. */
export interface ValueRecord {
  readonly key: Key
  readonly value: Uint8Array
  readonly publication: Publication
  /** When it ends, in milliseconds of the engine's clock (which starts at the wall clock). Infinity, only where
   * we have published it ourselves: until it is removed. */
  readonly expiresAt: number
  /** A copy beside a lookup's path, not one of the k replicas. */
  readonly cached: boolean
  /** Of a value that we have published ourselves: when we last did. */
  readonly publishedAt?: number
  /** Of a value that we hold for others: the network that it came from, such as "192.0.2.0/24". Never empty. */
  readonly source?: string
}
