/** Requests that carry a long value, or bring one. */

import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import type { Request } from '../wire/message.ts'

/** How fast values are hashed and kept, at least. */
const WORK_BYTES_A_MS = 10_240

/** Whether more than a few datagrams belong to it: only then may `progress` keep it alive, or any liar could. */
export function isLong(request: Request): boolean {
  return request.type === 'fetch' || (request.type === 'store' && request.value.length > SHORT_VALUE_BYTES)
}

/** How long its receiver may work on it, besides receiving it, in milliseconds. */
export function workMs(request: Request): number {
  return request.type === 'store' ? request.value.length / WORK_BYTES_A_MS : 0
}
