/** A value as a node holds it. */

import type { Key } from '@kadkit/key'

/** A value, its key, and until when it lives. */
export interface ValueRecord {
  readonly key: Key
  readonly value: Uint8Array
  /** When it ends, in milliseconds of the engine's clock (which starts at the wall clock). */
  readonly expiresAt: number
  /** A copy beside a lookup's path, not one of the k replicas. */
  readonly cached: boolean
}
