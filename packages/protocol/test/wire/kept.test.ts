import { Key, randomKey, seededRandomBytes } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { ipv4AddressAt, packAddress } from '../../src/wire/address.ts'
import { keyAt } from '../../src/wire/kept.ts'

const random = seededRandomBytes(61)

/** More than there are places, and twice in a row: kept, replaced and read again. */
const MANY = 10_000

describe('a key that is read', () => {
  test('is the one that stands there, whatever was read before (seed 61)', () => {
    for (let i = 0; i < MANY; i++) {
      const bytes = random(40)
      const key = Key.fromBytes(bytes.subarray(5, 37))
      expect(keyAt(bytes, 5).equals(key)).toBe(true)
      expect(keyAt(bytes, 5).equals(key)).toBe(true)
    }
  })

  test('is its own where others differ from it in any one bit', () => {
    const bytes = randomKey(random).toBytes()
    for (let bit = 0; bit < 256; bit++) {
      const other = bytes.slice()
      other[bit >>> 3] = (other[bit >>> 3] ?? 0) ^ (1 << (bit & 7))
      expect(keyAt(bytes, 0).equals(Key.fromBytes(bytes))).toBe(true)
      expect(keyAt(other, 0).equals(Key.fromBytes(other))).toBe(true)
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
  })
})

test('an IPv4 address that is read is the one that stands there, whatever was read before (seed 61)', () => {
  const near = Array.from({ length: 256 }, (_, i) => Uint8Array.of(10, 0, i & 3, i >>> 2, 1, i))
  const far = Array.from({ length: MANY }, () => random(6)).filter((bytes) => bytes[4] || bytes[5])
  for (const bytes of [...near, ...near, ...far, ...near]) {
    const text = `${bytes.subarray(0, 4).join('.')}:${256 * (bytes[4] ?? 0) + (bytes[5] ?? 0)}`
    expect(ipv4AddressAt(bytes, 0)).toBe(text)
    expect(packAddress(text)).toEqual(bytes)
  }
})
