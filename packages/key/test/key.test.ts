import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Distance, Key, randomKey } from '../src/index.ts'
import { anyKey } from './keys.ts'

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length)

const zeros = '00'.repeat(32)
const small = `00000001${'00'.repeat(27)}0a`

describe('bytes', () => {
  test('come back as they went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(Key.fromBytes(bytes).toBytes()).toEqual(bytes)
      }),
    )
  })

  test('are big-endian', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i)
    expect(Key.fromBytes(bytes).toHex()).toBe(
      '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    )
  })

  test('are copied on the way in and on the way out', () => {
    const bytes = new Uint8Array(32).fill(7)
    const key = Key.fromBytes(bytes)
    bytes.fill(8)
    key.toBytes().fill(9)
    expect(key.toHex()).toBe('07'.repeat(32))
  })

  test('may be a Buffer, or a view into the middle of a larger array', () => {
    const large = Uint8Array.from({ length: 64 }, (_, i) => i)
    for (const offset of [0, 1, 2, 3, 13, 32]) {
      const expected = large.slice(offset, offset + 32)
      expect(Key.fromBytes(large.subarray(offset, offset + 32)).toBytes()).toEqual(expected)
      expect(Key.fromBytes(Buffer.from(expected)).toBytes()).toEqual(expected)
    }
  })

  test('are a plain Uint8Array of their own on the way out', () => {
    const bytes = Key.fromBytes(Buffer.alloc(32)).toBytes()
    expect([bytes.constructor, bytes.buffer.byteLength]).toEqual([Uint8Array, 32])
  })

  test.each([0, 20, 31, 33, 64])('are refused when there are %i of them', (length) => {
    expect(() => Key.fromBytes(new Uint8Array(length))).toThrow(
      new RangeError(`bytes must be 32 bytes long, got ${length}`),
    )
  })

  test.each([
    ['string', zeros],
    ['object', Array.from({ length: 32 }, () => 0)],
    ['object', new ArrayBuffer(32)],
    ['object', new DataView(new ArrayBuffer(32))],
    ['object', new Uint16Array(32)],
    ['object', null],
    ['undefined', undefined],
    ['number', 32],
  ])('are refused when they are of another type: %s', (type, value) => {
    // @ts-expect-error a caller without types
    expect(() => Key.fromBytes(value)).toThrow(new TypeError(`bytes must be a Uint8Array, got ${type}`))
  })
})

describe('hex', () => {
  test('comes back as it went in, in lower case', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const hex = Buffer.from(key.toBytes()).toString('hex')
        expect(key.toHex()).toBe(hex)
        expect(Key.fromHex(hex).toBytes()).toEqual(key.toBytes())
        expect(Key.fromHex(hex.toUpperCase()).toHex()).toBe(hex)
      }),
    )
  })

  test.each([zeros, small, `${'00'.repeat(31)}01`, 'ff'.repeat(32)])('keeps all leading zeros: %s', (hex) => {
    expect(Key.fromHex(hex).toHex()).toBe(hex)
  })

  test.each([
    ['', 'got ""'],
    [zeros.slice(1), `got "${zeros.slice(1)}"`],
    [`${zeros}0`, `got "${zeros}0"`],
    [`0x${zeros.slice(2)}`, `got "0x${zeros.slice(2)}"`],
    [` ${zeros.slice(1)}`, `got " ${zeros.slice(1)}"`],
    [`${zeros}\n`, `got "${zeros}\\n"`],
    [`g${zeros.slice(1)}`, `got "g${zeros.slice(1)}"`],
    ['é'.repeat(1000), `got "${'é'.repeat(80)}"`],
  ])('is refused when it is not 64 digits: %j', (hex, got) => {
    expect(() => Key.fromHex(hex)).toThrow(new RangeError(`hex must be 64 hex digits, ${got}`))
  })

  test.each([
    ['object', new Uint8Array(32)],
    ['undefined', undefined],
    ['bigint', 5n],
  ])('is refused when it is of another type: %s', (type, value) => {
    // @ts-expect-error a caller without types
    expect(() => Key.fromHex(value)).toThrow(new TypeError(`hex must be a string, got ${type}`))
  })
})

describe('a key', () => {
  test('equals the keys with the same 256 bits, and no other', () => {
    fc.assert(
      fc.property(anyKey, fc.nat({ max: 255 }), (key, bit) => {
        const bytes = key.toBytes()
        expect(key.equals(Key.fromBytes(bytes))).toBe(true)
        bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (0x80 >>> (bit & 7))
        expect(key.equals(Key.fromBytes(bytes))).toBe(false)
      }),
    )
  })

  test('prints as its digits', () => {
    const key = Key.fromHex(small)
    expect(`${key}`).toBe(small)
    expect(JSON.stringify({ key })).toBe(`{"key":"${small}"}`)
    expect(inspect(key)).toBe(`Key ${small}`)
    expect(inspect(Distance.fromHex(small))).toBe(`Distance ${small}`)
  })

  test('is no distance, and a distance is no key', () => {
    const key = Key.fromHex(zeros)
    const distance = Distance.fromHex(zeros)
    // @ts-expect-error the compiler tells them apart
    const wrongKey: Key = distance
    // @ts-expect-error the compiler tells them apart
    const wrongDistance: Distance = key
    expect([wrongKey instanceof Key, wrongDistance instanceof Distance]).toEqual([false, false])
  })

  test('cannot be made of fields', () => {
    // @ts-expect-error the constructor is not public
    expect(() => new Key(1, 2, 3, 4, 5, 6, 7, 8)).toThrow(TypeError)
  })
})

describe('a key within longer bytes', () => {
  test('is read and written where it stands, and nothing else is touched', () => {
    fc.assert(
      fc.property(anyKey, fc.integer({ min: 0, max: 9 }), (key, offset) => {
        const bytes = new Uint8Array(42).fill(0xee)
        key.writeTo(bytes, offset)
        const inView = new Uint8Array(42).fill(0xee)
        key.writeIn(viewOf(inView), offset)
        expect(inView).toEqual(bytes)
        expect(Key.readFrom(bytes, offset).equals(key)).toBe(true)
        expect(key.isAt(bytes, offset)).toBe(true)
        expect(key.isIn(viewOf(bytes), offset)).toBe(true)
        expect(bytes.subarray(offset, offset + 32)).toEqual(key.toBytes())
        const rest = [...bytes.subarray(0, offset), ...bytes.subarray(offset + 32)]
        expect(rest.every((byte) => byte === 0xee)).toBe(true)
      }),
    )
  })

  test('is not where any one bit is another', () => {
    const key = randomKey()
    for (let bit = 0; bit < 256; bit++) {
      const bytes = key.toBytes()
      bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (0x80 >>> (bit & 7))
      expect(key.isAt(bytes, 0)).toBe(false)
      expect(key.isIn(viewOf(bytes), 0)).toBe(false)
    }
  })

  test.each([-1, 11])('has no room at the offset %s of a view of 42 bytes', (offset) => {
    const bytes = new Uint8Array(42)
    expect(() => Key.readFrom(bytes, 0).isIn(viewOf(bytes), offset)).toThrow(RangeError)
    expect(() => randomKey().writeIn(viewOf(bytes), offset)).toThrow(RangeError)
  })

  test.each([-1, 11, 0.5, Number.NaN])('has no room at the offset %s of 42 bytes', (offset) => {
    const bytes = new Uint8Array(42)
    const error = new RangeError(
      `offset must leave 32 of 42 bytes, and be an integer of at least 0, got ${offset}`,
    )
    expect(() => Key.readFrom(bytes, offset)).toThrow(error)
    expect(() => randomKey().isAt(bytes, offset)).toThrow(error)
    expect(() => randomKey().writeTo(bytes, offset)).toThrow(error)
  })
})
