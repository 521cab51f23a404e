import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import {
  bytes,
  double,
  ENVELOPE,
  frame,
  frameWith,
  HEADER,
  number,
  publication,
  REQUEST_ID,
  SENDER,
  tag,
  UNKNOWN_FIELDS,
} from './protobuf.ts'

const codec = new Codec()
const KEY = new Uint8Array(32).fill(9)
const PING = bytes(16, [])

function bodyOf(datagram: Uint8Array): unknown {
  const decoded = codec.decode(datagram)
  return typeof decoded === 'string' ? decoded : decoded.body
}

describe('a header', () => {
  test.each([0, 1, 6])('of %d bytes is foreign', (length) => {
    expect(codec.decode(Uint8Array.from(HEADER).subarray(0, length))).toBe('foreign')
  })

  test.each([
    ['another first byte', [0x0f, 0x6b, 1, 0, 0, 0, 0], 'foreign'],
    ['another second byte', [0x0e, 0x6a, 1, 0, 0, 0, 0], 'foreign'],
    ['version 0', [0x0e, 0x6b, 0, 0, 0, 0, 0], 'version'],
    ['version 2', [0x0e, 0x6b, 2, 0, 0, 0, 0], 'version'],
    ['network 1', [0x0e, 0x6b, 1, 0, 0, 0, 1], 'network'],
    ['network 2^31', [0x0e, 0x6b, 1, 128, 0, 0, 0], 'network'],
    ['nothing after it', HEADER, 'invalid'],
  ])('with %s is at fault', (_, header, fault) => {
    expect(codec.decode(Uint8Array.from(header))).toBe(fault)
  })
})

describe('an envelope', () => {
  test.each([
    ['no request id', [bytes(2, SENDER)]],
    ['a request id of 15 bytes', [bytes(1, REQUEST_ID.slice(1)), bytes(2, SENDER)]],
    ['a request id of 17 bytes', [bytes(1, [...REQUEST_ID, 0]), bytes(2, SENDER)]],
    ['no sender', [bytes(1, REQUEST_ID)]],
    ['a sender of 31 bytes', [bytes(1, REQUEST_ID), bytes(2, SENDER.slice(1))]],
    ['a sender that is a number', [bytes(1, REQUEST_ID), number(2, 5)]],
    ['attempt 256', [ENVELOPE, number(3, 256)]],
    ['attempt 2^32 - 1', [ENVELOPE, number(3, 2 ** 32 - 1)]],
  ])('with %s is invalid', (_, fields) => {
    expect(codec.decode(frame(...fields, PING))).toBe('invalid')
  })

  test('takes the last of a field that comes twice, as protobuf does', () => {
    const decoded = codec.decode(frame(bytes(1, [7]), number(3, 9), ENVELOPE, PING))
    expect(decoded).toMatchObject({ attempt: 1, body: { type: 'ping' } })
  })
})

describe('a body', () => {
  const ttl = number(3, 60)
  const value = bytes(2, [1])
  const key = bytes(1, KEY)
  const whole = [...key, ...value, ...ttl]
  const rest = [...ttl, ...publication(5)]

  test.each([
    ['a store without a key', 17, [...value, ...rest]],
    ['a store with a key of 33 bytes', 17, [...bytes(1, [...KEY, 0]), ...value, ...rest]],
    ['a store without a value', 17, [...key, ...rest]],
    ['a store whose value is a number', 17, [...key, ...number(2, 5), ...rest]],
    ['a store without a ttl', 17, [...key, ...value, ...publication(5)]],
    ['a store of 0 seconds', 17, [...key, ...value, ...number(3, 0), ...publication(5)]],
    ['a store without a publisher', 17, [...whole, ...double(6, 1)]],
    ['a store with a publisher of 31 bytes', 17, [...whole, ...bytes(5, KEY.slice(1)), ...double(6, 1)]],
    ['a store without a version', 17, [...whole, ...bytes(5, KEY)]],
    ['a store of version 0', 17, [...whole, ...publication(5, 0)]],
    ['a store of version 1.5', 17, [...whole, ...publication(5, 1.5)]],
    ['a store of version 2^53', 17, [...whole, ...publication(5, 2 ** 53)]],
    ['a store of a version that is no number', 17, [...whole, ...publication(5, Number.NaN)]],
    ['an offer without a key', 21, [...ttl, ...publication(5)]],
    ['an offer without a ttl', 21, [...key, ...publication(5)]],
    ['an offer without a publication', 21, [...key, ...ttl]],
    ['a find-node without a target', 18, []],
    ['a find-node with a target of 20 bytes', 18, bytes(1, KEY.subarray(12))],
    ['a find-value without a key', 19, []],
    ['a find-value with a key of 64 bytes', 19, bytes(1, [...KEY, ...KEY])],
    ['a value reply without a value', 35, [...number(2, 60), ...publication(3)]],
    ['a value reply without a ttl', 35, [...bytes(1, [1]), ...publication(3)]],
    ['a value reply without a publication', 35, [...bytes(1, [1]), ...number(2, 60)]],
    ['a held without a publication', 37, [...number(1, 60), ...number(2, 60)]],
    ['a refusal without a reason', 36, []],
    ['a refusal with reason 0', 36, number(1, 0)],
  ])('that is %s is invalid', (_, field, content) => {
    expect(codec.decode(frameWith(field, content))).toBe('invalid')
  })

  test.each([
    ['none', frame(ENVELOPE)],
    ['a request of a later version', frameWith(31, [])],
    ['a reply of a later version', frameWith(47, bytes(1, KEY))],
    ['a ping that is a number', frame(ENVELOPE, number(16, 1))],
  ])('that is %s is unknown', (_, datagram) => {
    expect(codec.decode(datagram)).toBe('unknown')
  })

  test('may be an empty value', () => {
    expect(bodyOf(frameWith(35, [...bytes(1, []), ...number(2, 60), ...publication(3)]))).toMatchObject({
      value: new Uint8Array(0),
    })
  })

  test('is the last one when there are two, as protobuf has it', () => {
    expect(bodyOf(frame(ENVELOPE, PING, bytes(18, key)))).toMatchObject({ type: 'find-node' })
  })

  test('may refuse for a reason of a later version, which counts as failed', () => {
    expect(bodyOf(frameWith(36, number(1, 77)))).toEqual({ type: 'refused', refusal: 'failed' })
    expect(bodyOf(frameWith(36, number(1, 2n ** 64n - 1n)))).toEqual({ type: 'refused', refusal: 'failed' })
  })
})

describe('fields of a later version', () => {
  const later = UNKNOWN_FIELDS

  test.each([
    ['ping', 16, []],
    ['store', 17, [...bytes(1, KEY), ...bytes(2, [1]), ...number(3, 60), ...publication(5)]],
    ['find-node', 18, bytes(1, KEY)],
    ['find-value', 19, bytes(1, KEY)],
    ['fetch', 20, bytes(1, KEY)],
    ['offer', 21, [...bytes(1, KEY), ...number(2, 9), ...number(3, 60), ...publication(5)]],
    ['wanted', 38, []],
    ['pong', 32, []],
    ['stored', 33, []],
    ['nodes', 34, bytes(1, new Uint8Array(40).fill(1))],
    ['value', 35, [...bytes(1, [1]), ...number(2, 60), ...publication(3)]],
    ['refused', 36, number(1, 1)],
    ['held', 37, [...number(1, 2_000), ...number(2, 60), ...publication(3)]],
  ])('are ignored in a %s and beside it', (type, field, content) => {
    const today = codec.decode(frameWith(field, content))
    expect(today).toMatchObject({ body: { type } })
    expect(
      codec.decode(frame(later, ENVELOPE, later, bytes(field, [...later, ...content, ...later]), later)),
    ).toEqual(today)
  })

  test('that are a group are ignored', () => {
    const group = [...tag(7, 3), ...number(1, 5), ...bytes(2, [1]), ...tag(7, 4)]
    expect(bodyOf(frame(group, ENVELOPE, group, PING, group))).toEqual({ type: 'ping' })
  })

  test('such as a token, padding and the address seen are ignored', () => {
    const padding = bytes(5, new Uint8Array(1000))
    const decoded = codec.decode(
      frame(ENVELOPE, bytes(4, KEY), padding, bytes(6, [127, 0, 0, 1, 0, 80]), PING),
    )
    expect(decoded).toEqual(codec.decode(frame(ENVELOPE, PING)))
  })
})

describe('protobuf', () => {
  test.each([
    ['a tag without its field', [...tag(1, 2)]],
    ['a length beyond the end', [...tag(1, 2), 5, 1]],
    ['a length of 2^32 - 1', [...tag(1, 2), 255, 255, 255, 255, 15]],
    ['a negative length', [...tag(1, 2), 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
    ['a varint of 11 bytes', [...tag(3, 0), ...new Uint8Array(10).fill(255), 1]],
    ['a varint without its end', [...tag(3, 0), 255]],
    ['field 0', [0, 0]],
    ['wire type 6', tag(7, 6)],
    ['wire type 7', tag(7, 7)],
    ['the end of a group that did not begin', tag(7, 4)],
    ['a group without its end', tag(7, 3)],
    ['a group that ends as another', [...tag(7, 3), ...tag(8, 4)]],
    ['a field that is cut by the end of its message', bytes(18, [...tag(1, 2), 32, 1])],
    ['a body that goes on after the datagram', [...tag(16, 2), 1]],
    ['text after the frame', [...PING, ...new TextEncoder().encode('\r\nhello')]],
  ])('with %s is malformed', (_, content) => {
    expect(codec.decode(frame(ENVELOPE, content))).toBe('malformed')
  })

  test('of 30,000 nested groups is malformed', () => {
    expect(codec.decode(frame(ENVELOPE, new Uint8Array(30_000).fill(0x3b)))).toBe('malformed')
  })

  test('of 200 messages within each other is malformed or ignored', () => {
    let nested: number[] = []
    for (let depth = 0; depth < 200; depth++) nested = bytes(17, nested)
    expect(codec.decode(frame(ENVELOPE, nested))).toBe('invalid')
  })

  test('of another message in place of a body is invalid', () => {
    expect(codec.decode(frameWith(18, frame(ENVELOPE, PING)))).toMatch(/^(malformed|invalid)$/)
  })
})
