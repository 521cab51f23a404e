/** Value records to test with. */

import type { ValueRecord } from '../../src/wire/value-record.ts'
import { keyAt } from './contacts.ts'
import { publicationOf } from './publication.ts'

/** A record of the key `keyAt(number)`; a string as value stands for its UTF-8 bytes. */
export function recordAt(
  number: number,
  {
    value = `value ${number}`,
    expiresAt = 2_000_000,
    cached = false,
    version = 1,
  }: Partial<RecordShape> = {},
): ValueRecord {
  const publication = publicationOf(version)
  return { key: keyAt(number), value: bytesOf(value), expiresAt, cached, publication }
}

interface RecordShape {
  readonly value: Uint8Array | string
  readonly expiresAt: number
  readonly cached: boolean
  readonly version: number
}

export function bytesOf(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value
}
