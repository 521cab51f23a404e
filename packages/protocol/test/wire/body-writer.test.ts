import { expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import { CodecError } from '../../src/wire/codec-error.ts'
import type { Message } from '../../src/wire/message.ts'
import { publication } from '../support/publication.ts'

const codec = new Codec()

function said(valueBytes: number): Message {
  const value = new Uint8Array(valueBytes).fill(valueBytes)
  const body = { type: 'value' as const, value, ttlSeconds: 1 + valueBytes, publication }
  return { id: 'ab'.repeat(16), attempt: 0, sender: publication.publisher, body }
}

test('a body has nothing of those that were written before it, longer and shorter ones', () => {
  for (const valueBytes of [0, 70_000, 1, 5_000, 300, 4_096, 100, 0, 1_000_000, 20]) {
    expect(codec.decode(codec.encode(said(valueBytes)))).toEqual(said(valueBytes))
  }
})

test('a body has nothing of one that could not be written', () => {
  const { body, ...envelope } = said(100)
  const impossible = { ...envelope, body: { ...body, ttlSeconds: 0 } } as Message
  expect(() => codec.encode(impossible)).toThrow(CodecError)
  expect(codec.decode(codec.encode(said(5)))).toEqual(said(5))
})
