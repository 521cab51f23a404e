/** Which publication a value is: who published it, and which of that node's it is. */

import { compareDistance, KEY_BYTES, Key } from '@kadkit/key'

/** What tells two values of one key apart. Nothing proves it: whoever stores a value can claim any publication. */
export interface Publication {
  /** The key of the node that published the value. */
  readonly publisher: Key
  /**
   * Grows with each value that the publisher publishes: its clock in milliseconds, or one more than the last. An
   * integer of 1 to {@link MAX_VERSION}.
   */
  readonly version: number
}

/** The greatest version that can be told. */
export const MAX_VERSION: number = Number.MAX_SAFE_INTEGER

const ZERO = Key.fromBytes(new Uint8Array(KEY_BYTES))

/**
 * Which of two publications of one key is newer: positive when `a` is, negative when `b` is, 0 when they are the same. The
 * higher version is; of equal ones, that of the greater publisher. So all nodes agree, in whatever order they hear of them.
 */
export function comparePublications(a: Publication, b: Publication): number {
  // The distance from zero is the key itself.
  return a.version === b.version ? compareDistance(ZERO, a.publisher, b.publisher) : a.version - b.version
}

/** Whether this can be a version. */
export function isVersion(version: unknown): version is number {
  return Number.isSafeInteger(version) && Number(version) >= 1
}
