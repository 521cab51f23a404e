import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import { maxValueBytes } from '../../src/wire/max-value-bytes.ts'
import type { Message } from '../../src/wire/message.ts'
import { publication } from '../support/publication.ts'

/** The room that is kept for the token of a later version: its tag, its length, 30 bytes. */
const TOKEN_BYTES = 32
const codec = new Codec()
const key = Key.fromHex('f0'.repeat(32))

/** The longest message of each kind that carries a value of this length. */
function longest(valueBytes: number): { store: number; value: number } {
  const value = new Uint8Array(valueBytes)
  const ttlSeconds = 2 ** 32 - 1
  const envelope = { id: 'ff'.repeat(16), attempt: 255, sender: key }
  const store: Message = {
    ...envelope,
    client: true,
    body: { type: 'store', key, value, ttlSeconds, cached: true, publication },
  }
  const reply: Message = { ...envelope, body: { type: 'value', value, ttlSeconds, publication } }
  return { store: codec.encode(store).length, value: codec.encode(reply).length }
}

function expectExact(maxMessageBytes: number): void {
  const valueBytes = maxValueBytes(maxMessageBytes)
  expect(longest(valueBytes).store + TOKEN_BYTES).toBeLessThanOrEqual(maxMessageBytes)
  expect(longest(valueBytes).value + TOKEN_BYTES).toBeLessThanOrEqual(maxMessageBytes)
  expect(longest(valueBytes + 1).store + TOKEN_BYTES).toBeGreaterThan(maxMessageBytes)
}

describe('the longest value', () => {
  test('fits every message that carries it, and a longer one does not', () => {
    fc.assert(fc.property(fc.integer({ min: 1200, max: 65_507 }), expectExact), { numRuns: 300 })
  })

  test('is exact at every length from 256 on where a length takes one more digit', () => {
    for (let bytes = 256; bytes < 600; bytes++) expectExact(bytes)
    for (let bytes = 16_384; bytes < 16_700; bytes++) expectExact(bytes)
  })

  test.each([2 ** 21, 2 ** 21 + 150, 16 * 2 ** 20])('is exact in a message of %d bytes', (bytes) => {
    expectExact(bytes)
  })

  test('is 1,012 bytes in a message of 1,200', () => {
    expect(maxValueBytes(1200)).toBe(1012)
  })

  test.each([0, 255, 1200.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'of %d bytes is misuse',
    (bytes) => {
      expect(() => maxValueBytes(bytes)).toThrow(RangeError)
    },
  )
})
