import { expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import { CodecError } from '../../src/wire/codec-error.ts'
import { FieldWriter } from '../../src/wire/field-writer.ts'
import type { Message } from '../../src/wire/message.ts'
import { publication } from '../support/publication.ts'
import { bytes, double, number } from './protobuf.ts'

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

test('fields are written as by hand, those that are nothing left out', () => {
  const key = publication.publisher
  const { written } = new FieldWriter()
    .begin()
    .key(1, key)
    .bytes(2, new Uint8Array(0))
    .count(3, 0)
    .count(4, 2 ** 32 - 1)
    .flag(5, false)
    .flag(16, true)
    .double(17, 0)
    .double(18, Number.POSITIVE_INFINITY)
    .text(19, '')
    .text(20, 'ä€😀')
  const expected = [
    ...bytes(1, key.toBytes()),
    ...bytes(2, []),
    ...number(4, 2 ** 32 - 1),
    ...number(16, 1),
    ...double(18, Number.POSITIVE_INFINITY),
    ...bytes(20, Buffer.from('ä€😀')),
  ]
  expect([...written]).toEqual(expected)
})

test('fields beyond the memory that there is are written all the same', () => {
  const writer = new FieldWriter()
  for (const length of [400, 512, 513, 5_000, 3]) {
    const content = new Uint8Array(length).fill(length)
    const { written } = writer.begin().count(1, 5).bytes(2, content).text(3, 'a'.repeat(length)).double(4, 1)
    const expected = [
      ...number(1, 5),
      ...bytes(2, content),
      ...bytes(3, new Array(length).fill(97)),
      ...double(4, 1),
    ]
    expect([...written]).toEqual(expected)
  }
})
