import { Key, randomKey, seededRandomBytes } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { ipv4AddressIn, keyAt, keyIn, writeIpv4AddressOf } from '../../src/wire/kept.ts'

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

describe('the IPv4 address of a key', () => {
  const near = Array.from({ length: 256 }, (_, i) => Uint8Array.of(10, 0, i & 3, i >>> 2, 1, i))
  const far = Array.from({ length: MANY }, () => random(6)).filter((bytes) => bytes[4] || bytes[5])
  const packed = [...near, ...near, ...far, ...near]
  /** Many addresses for each, and many keys for each place. */
  const keys = Array.from({ length: 3_000 }, () => randomKey(random))
  const keyOf = (i: number) => keys[(i * 7) % keys.length] as Key
  const textOf = (bytes: Uint8Array) =>
    `${bytes.subarray(0, 4).join('.')}:${256 * (bytes[4] ?? 0) + (bytes[5] ?? 0)}`

  test('is the one that stands there, whatever was read and written before (seed 61)', () => {
    packed.forEach((bytes, i) => {
      const around = Uint8Array.of(1, ...bytes, 2)
      for (let twice = 0; twice < 2; twice++) expect(read(keyOf(i), around, 1)).toBe(textOf(bytes))
      if (i % 3 === 0) expect(written(keyOf(i + 1), textOf(bytes))).toEqual(bytes)
    })
  })

  test('is written as it is, whatever was read and written before (seed 61)', () => {
    packed.forEach((bytes, i) => {
      for (let twice = 0; twice < 2; twice++) expect(written(keyOf(i), textOf(bytes))).toEqual(bytes)
      if (i % 3 === 0) expect(read(keyOf(i + 1), bytes, 0)).toBe(textOf(bytes))
    })
  })

  test('is the same text for all who read it in a row', () => {
    const key = randomKey(random)
    const bytes = Uint8Array.of(192, 168, 1, 2, 3, 4)
    const first = read(key, bytes, 0)
    expect(first).toBe('192.168.1.2:772')
    expect(read(key, bytes.slice(), 0)).toBe(first)
  })

  test('has a port', () => {
    for (const key of keys) expect(read(key, new Uint8Array(6), 0)).toBeUndefined()
  })

  test.each(['', '0.0.0.0:0', '1.2.3.4', '1.2.3:4', '[::1]:4', 'memory:7'])('is not %j', (text) => {
    for (const key of keys) expect(writeIpv4AddressOf(key, text, new Uint8Array(18), 0)).toBe(0)
  })
})

function read(key: Key, bytes: Uint8Array, offset: number): string | undefined {
  return ipv4AddressIn(viewOf(bytes), bytes, offset, key)
}

/** What is written of this address; nothing else is touched. */
function written(key: Key, text: string): Uint8Array {
  const bytes = new Uint8Array(8)
  expect(writeIpv4AddressOf(key, text, bytes, 1)).toBe(6)
  expect([bytes[0], bytes[7]]).toEqual([0, 0])
  return bytes.slice(1, 7)
}
