/** Numbers of seconds and of bytes, as a message can tell them. */

import { MAX_UINT32 } from './sizes.ts'

/** Whether this is an integer of 1 to 2^32 - 1. */
export function isCount(count: number | null | undefined): count is number {
  return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MAX_UINT32
}
