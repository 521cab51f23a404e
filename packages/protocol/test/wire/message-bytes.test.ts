import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import type { Reply } from '../../src/wire/message.ts'
import { messageBytes } from '../../src/wire/message-bytes.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { message as messages } from './arbitrary.ts'

const codec = new Codec({ maxMessageBytes: 2 ** 20 })

/** What is promised is promised for contacts that can all be packed, and are no more than 64; none here are others. */
test('the length that is told is the length of the frame', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(messageBytes(message)).toBe(codec.encode(message).length)
    }),
  )
})

describe('where a length of one byte more begins', () => {
  const bytesOf = (body: Reply, attempt = 0) => {
    const message = { id: 'ab'.repeat(16), attempt, sender: keyAt(0), body }
    return [messageBytes(message), codec.encode(message).length]
  }

  test.each([0, 1, 126, 127, 128, 16_300, 16_382, 16_383, 16_384])('a value of %d bytes', (length) => {
    const [told, encoded] = bytesOf({
      type: 'value',
      value: new Uint8Array(length),
      ttlSeconds: 1,
      publication,
    })
    expect(told).toBe(encoded)
  })

  test.each([1, 127, 128, 16_383, 16_384, 2 ** 28 - 1, 2 ** 28, 2 ** 32 - 1])(
    'a life of %d s',
    (ttlSeconds) => {
      const [told, encoded] = bytesOf({ type: 'value', value: new Uint8Array(1), ttlSeconds, publication })
      expect(told).toBe(encoded)
    },
  )

  test.each([0, 1, 127, 128, 255])('attempt %d', (attempt) => {
    const [told, encoded] = bytesOf({ type: 'pong' }, attempt)
    expect(told).toBe(encoded)
  })

  test.each(['10.0.0.1:4000', '[2001:db8::1]:4000', 'memory:1'])(
    'lists of 0 to 64 contacts at %s',
    (address) => {
      for (const count of numbers(0, 64)) {
        const contacts = numbers(1, count).map((number) => ({ ...contactAt(number, address), ageMs: 0 }))
        const [told, encoded] = bytesOf({ type: 'nodes', contacts })
        expect([count, told]).toEqual([count, encoded])
      }
    },
  )
})
