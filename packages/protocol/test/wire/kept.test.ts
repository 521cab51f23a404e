import { Key, randomKey, seededRandomBytes } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { unpackAddress } from '../../src/wire/address.ts'
import { addressIn, keyAt, keyIn, writeAddressOf } from '../../src/wire/kept.ts'

const random = seededRandomBytes(61)

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length)

/** More than there are places, and twice in a row: kept, replaced and read again. */
const MANY = 10_000

describe('a key that is read', () => {
  test('is the one that stands there, whatever was read before (seed 61)', () => {
    for (let i = 0; i < MANY; i++) {
      const bytes = random(40)
      const key = Key.fromBytes(bytes.subarray(5, 37))
      expect(keyAt(bytes, 5).equals(key)).toBe(true)
      expect(keyAt(bytes, 5).equals(key)).toBe(true)
      expect(keyIn(viewOf(bytes), bytes, 5)).toBe(keyAt(bytes, 5))
    }
    for (let i = 0; i < MANY; i++) {
      const bytes = random(40)
      const key = Key.fromBytes(bytes.subarray(5, 37))
      expect(keyIn(viewOf(bytes), bytes, 5).equals(key)).toBe(true)
      expect(keyIn(viewOf(bytes), bytes, 5).equals(key)).toBe(true)
    }
  })

  test('is its own where others differ from it in any one bit', () => {
    const bytes = randomKey(random).toBytes()
    for (let bit = 0; bit < 256; bit++) {
      const other = bytes.slice()
      other[bit >>> 3] = (other[bit >>> 3] ?? 0) ^ (1 << (bit & 7))
      expect(keyAt(bytes, 0).equals(Key.fromBytes(bytes))).toBe(true)
      expect(keyAt(other, 0).equals(Key.fromBytes(other))).toBe(true)
      expect(keyIn(viewOf(bytes), bytes, 0).equals(Key.fromBytes(bytes))).toBe(true)
      expect(keyIn(viewOf(other), other, 0).equals(Key.fromBytes(other))).toBe(true)
    }
  })

  test('is the same object for all who read it in a row', () => {
    const bytes = random(32)
    expect(keyAt(bytes.slice(), 0)).toBe(keyAt(bytes, 0))
  })

  test('does not change with the bytes that it was read from', () => {
    const bytes = random(32)
    const [key, digits] = [keyAt(bytes, 0), Buffer.from(bytes).toString('hex')]
    bytes.fill(0)
    expect(key.toHex()).toBe(digits)
  })

  test('takes 32 bytes', () => {
    expect(() => keyAt(new Uint8Array(31), 0)).toThrow(RangeError)
    const bytes = random(32)
    keyAt(bytes, 0)
    expect(() => keyAt(bytes, 1)).toThrow(RangeError)
    expect(() => keyIn(viewOf(bytes), bytes, 1)).toThrow(RangeError)
  })
})

describe('the address of a key', () => {
  const near = Array.from({ length: 256 }, (_, i) => Uint8Array.of(10, 0, i & 3, i >>> 2, 1, i))
  /** They differ from the ones above in what follows the four bytes, and among each other in any one word. */
  const longer = Array.from({ length: 256 }, (_, i) => {
    const bytes = new Uint8Array(18).fill(1).fill(2, 16)
    bytes.set([10, 0, i & 3, i >>> 2])
    bytes[(i * 5) % 18] = 7
    return bytes
  })
  const far = Array.from({ length: MANY }, (_, i) => random(i % 4 === 0 ? 18 : 6)).filter((bytes) =>
    bytes.at(-1),
  )
  const packed = [...near, ...near, ...longer, ...near, ...longer, ...far, ...longer, ...near]
  /** Many addresses for each, and many keys for each place. */
  const keys = Array.from({ length: 3_000 }, () => randomKey(random))
  const keyOf = (i: number) => keys[(i * 7) % (i % 2 === 0 ? 50 : keys.length)] as Key
  const textOf = (bytes: Uint8Array) => unpackAddress(bytes) ?? ''

  test('is the one that stands there, whatever was read and written before (seed 61)', () => {
    packed.forEach((bytes, i) => {
      const around = Uint8Array.of(1, ...bytes, 2)
      for (let twice = 0; twice < 2; twice++)
        expect(read(keyOf(i), around, 1, bytes.length)).toBe(textOf(bytes))
      if (i % 3 === 0) expect(written(keyOf(i + 1), textOf(bytes))).toEqual(bytes)
    })
  })

  test('is written as it is, whatever was read and written before (seed 61)', () => {
    packed.forEach((bytes, i) => {
      for (let twice = 0; twice < 2; twice++) expect(written(keyOf(i), textOf(bytes))).toEqual(bytes)
      if (i % 3 === 0) expect(read(keyOf(i + 1), bytes)).toBe(textOf(bytes))
    })
  })

  test('is read in the one way to write it, however it was written before', () => {
    const key = randomKey(random)
    for (const text of [
      '[2001:DB8:0::A]:1',
      '[2001:db8:0:0:0:0:0:a]:1',
      '[2001:db8::a]:1',
      '[2001:db8::A]:1',
    ]) {
      expect(read(key, written(key, text))).toBe('[2001:db8::a]:1')
      const other = randomKey(random)
      expect(read(other, written(other, text))).toBe('[2001:db8::a]:1')
    }
  })

  test('has a port', () => {
    for (const key of keys) {
      expect(read(key, new Uint8Array(6))).toBeUndefined()
      expect(read(key, new Uint8Array(18))).toBeUndefined()
    }
  })

  test.each(['', '0.0.0.0:0', '1.2.3.4', '1.2.3:4', '[::1]:0', '[::1', 'memory:7'])('is not %j', (text) => {
    const bytes = new Uint8Array(18)
    for (const key of keys) expect(writeAddressOf(key, text, viewOf(bytes), bytes, 0)).toBe(0)
  })
})

function read(key: Key, bytes: Uint8Array, offset = 0, length: number = bytes.length): string | undefined {
  return addressIn(viewOf(bytes), bytes, offset, length, key)
}

/** What is written of this address; nothing else is touched. */
function written(key: Key, text: string): Uint8Array {
  const bytes = new Uint8Array(20).fill(0xee)
  const length = writeAddressOf(key, text, viewOf(bytes), bytes, 1)
  expect(length).toBe(text.startsWith('[') ? 18 : 6)
  expect([bytes[0], ...bytes.subarray(1 + length)].every((byte) => byte === 0xee)).toBe(true)
  return bytes.slice(1, 1 + length)
}
