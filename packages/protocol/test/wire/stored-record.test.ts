import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodecError } from '../../src/wire/codec-error.ts'
import { decodeRecord, encodeRecord, isLaterRecord } from '../../src/wire/stored-record.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import * as arbitrary from './arbitrary.ts'
import { bytes, double, number, publication, UNKNOWN_FIELDS } from './protobuf.ts'

const KEY = new Uint8Array(32).fill(9)
const VALUE = Uint8Array.of(1, 2, 3)
const key = bytes(1, KEY)
const value = bytes(2, VALUE)
const sound: ValueRecord = {
  key: Key.fromBytes(KEY),
  value: VALUE,
  expiresAt: 1_800_000_000_000.25,
  cached: true,
  publication: { publisher: Key.fromBytes(new Uint8Array(32).fill(5)), version: 1_700_000_000_000 },
}

function expiry(ms: number): number[] {
  return double(3, ms)
}

describe('a record', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(arbitrary.record, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(record)
      }),
    )
  })

  test('of our own comes back with when it was published, and without an end', () => {
    const own = { ...sound, expiresAt: Number.POSITIVE_INFINITY, publishedAt: 1_700_000_000_000.5 }
    expect(decodeRecord(encodeRecord(own))).toEqual(own)
  })

  test('whose source is longer than any address is read without it', () => {
    const [longest, longer] = ['a'.repeat(64), 'a'.repeat(65)]
    expect(decodeRecord(encodeRecord({ ...sound, source: longest }))).toEqual({ ...sound, source: longest })
    expect(decodeRecord(encodeRecord({ ...sound, source: longer }))).toEqual(sound)
  })

  test('may be of a later version, which its first byte says, and is unreadable then', () => {
    const bytes = encodeRecord(sound)
    expect(isLaterRecord(bytes)).toBe(false)
    bytes[0] = 2
    expect([isLaterRecord(bytes), decodeRecord(bytes)]).toEqual([true, undefined])
    expect([new Uint8Array(), Uint8Array.of(0), Uint8Array.of(1)].some(isLaterRecord)).toBe(false)
  })

  test('shares no memory with its bytes', () => {
    const stored = Buffer.from(encodeRecord(sound))
    const record = decodeRecord(stored)
    stored.fill(0)
    expect(record).toEqual(sound)
    expect(record?.value.buffer.byteLength).toBe(VALUE.length)
    const [first, second] = [encodeRecord(sound), encodeRecord(sound)]
    first.fill(0)
    expect(decodeRecord(second)).toEqual(sound)
  })

  test('with fields of a later version is read without them', () => {
    const stored = [
      1,
      ...UNKNOWN_FIELDS,
      ...key,
      ...value,
      ...expiry(sound.expiresAt),
      ...number(4, 1),
      ...publication(5),
      ...UNKNOWN_FIELDS,
    ]
    expect(decodeRecord(Uint8Array.from(stored))).toEqual(sound)
  })

  test.each([
    ['nothing', []],
    ['version 0', [0, ...key, ...value, ...expiry(1)]],
    ['version 2', [2, ...key, ...value, ...expiry(1)]],
    ['no key', [1, ...value, ...expiry(1)]],
    ['a key of 20 bytes', [1, ...bytes(1, KEY.subarray(12)), ...value, ...expiry(1)]],
    ['no value', [1, ...key, ...expiry(1)]],
    ['a value that is a number', [1, ...key, ...number(2, 7), ...expiry(1)]],
    ['no expiry', [1, ...key, ...value]],
    ['an expiry of 0', [1, ...key, ...value, ...expiry(0)]],
    ['an expiry before 1970', [1, ...key, ...value, ...expiry(-1)]],
    ['an expiry that is no number', [1, ...key, ...value, ...expiry(Number.NaN)]],
    ['text', [...new TextEncoder().encode('{"key":1}')]],
    ['a nesting bomb', [1, ...new Uint8Array(30_000).fill(0x3b)]],
  ])('that is %s is unreadable', (_, stored) => {
    expect(decodeRecord(Uint8Array.from([...stored, ...publication(5)]))).toBeUndefined()
  })

  test.each([
    ['no publisher', double(6, 1)],
    ['a publisher of 20 bytes', [...bytes(5, KEY.subarray(12)), ...double(6, 1)]],
    ['no version', bytes(5, KEY)],
    ['version 0', publication(5, 0)],
    ['version 2.5', publication(5, 2.5)],
  ])('whose publication has %s is unreadable', (_, fields) => {
    const stored = [1, ...key, ...value, ...expiry(1)]
    expect(decodeRecord(Uint8Array.from([...stored, ...publication(5)]))).toBeDefined()
    expect(decodeRecord(Uint8Array.from([...stored, ...fields]))).toBeUndefined()
  })

  test('that is cut anywhere is unreadable', () => {
    const stored = encodeRecord({ ...sound, cached: false })
    for (let length = 0; length < stored.length; length++)
      expect(decodeRecord(stored.subarray(0, length))).toBeUndefined()
  })

  test('of random bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        const record = decodeRecord(Uint8Array.of(1, ...random))
        if (record !== undefined) expect(decodeRecord(encodeRecord(record))).toEqual(record)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['a value that is text', { ...sound, value: 'text' }],
    ['an expiry of 0', { ...sound, expiresAt: 0 }],
    ['an expiry that is no number', { ...sound, expiresAt: Number.NaN }],
  ])('with %s is refused with a CodecError', (_, record) => {
    const encode = () => encodeRecord(record as ValueRecord)
    expect(encode).toThrow(CodecError)
    expect(encode).toThrow(expect.objectContaining({ code: 'bad-record' }))
  })
})
