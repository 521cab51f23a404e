/** Values that two processes know alike without sending them to each other. */

import { createHash } from 'node:crypto'
import { seededRandomBytes } from '@kadkit/key'

const BLOCK = 4_096

/** `length` bytes that differ from number to number, and from block to block. */
export function sampleOf(number: number, length: number): Uint8Array {
  const value = new Uint8Array(length)
  const block = seededRandomBytes(number)(BLOCK)
  for (let offset = 0; offset < length; offset += BLOCK) {
    block[0] = offset / BLOCK
    block[1] = offset / BLOCK / 256
    value.set(block.subarray(0, Math.min(BLOCK, length - offset)), offset)
  }
  return value
}

export function digestOf(value: Uint8Array): string {
  return createHash('sha256').update(value).digest('hex')
}
