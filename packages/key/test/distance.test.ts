import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Distance, Key } from '../src/index.ts'
import { anyKey, keyOfNumber, numberOf, relatedKeys } from './keys.ts'

const between = (a: Key, b: Key) => Distance.between(a, b)

describe('the XOR metric', () => {
  test('is the XOR of both keys as integers', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        expect(numberOf(between(a, b))).toBe(numberOf(a) ^ numberOf(b))
      }),
    )
  })

  test('identity: it is zero between equal keys, and only between them', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        expect(numberOf(between(a, Key.fromBytes(a.toBytes())))).toBe(0n)
        expect(numberOf(between(a, b)) === 0n).toBe(a.equals(b))
      }),
    )
  })

  test('symmetry: it is the same in both directions', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        expect(between(a, b).toHex()).toBe(between(b, a).toHex())
      }),
    )
  })

  test('triangle: a detour is never shorter', () => {
    fc.assert(
      fc.property(relatedKeys, anyKey, ([a, b], c) => {
        const direct = numberOf(between(a, b))
        expect(direct <= numberOf(between(a, c)) + numberOf(between(c, b))).toBe(true)
      }),
    )
  })

  test('unidirectional: from a key there is exactly one key at each distance', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (a, b) => {
        const there = keyOfNumber(numberOf(a) ^ numberOf(between(a, b)))
        expect(there.equals(b)).toBe(true)
      }),
    )
  })
})

describe('a distance', () => {
  const distance = fc
    .tuple(relatedKeys, fc.boolean())
    .map(([[a, b], near]) => (near ? between(a, b) : Distance.fromBytes(a.toBytes())))

  test('compares as an unsigned integer', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        const [x, y] = [Distance.fromBytes(a.toBytes()), Distance.fromBytes(b.toBytes())]
        const expected = numberOf(x) < numberOf(y) ? -1 : numberOf(x) > numberOf(y) ? 1 : 0
        expect(Math.sign(x.compare(y))).toBe(expected)
        expect(Math.sign(y.compare(x))).toBe(expected === 0 ? 0 : -expected)
      }),
    )
  })

  test('sorts from the shortest to the longest', () => {
    fc.assert(
      fc.property(fc.array(distance), (distances) => {
        const sorted = distances.toSorted((a, b) => a.compare(b)).map((d) => d.toHex())
        expect(sorted).toEqual(distances.map((d) => d.toHex()).toSorted())
      }),
    )
  })

  test('counts its leading zeros, all 256 of them', () => {
    for (let zeros = 0; zeros < 256; zeros++) {
      const first = 1n << BigInt(255 - zeros)
      const expectZeros = (number: bigint) =>
        expect(Distance.fromBytes(keyOfNumber(number).toBytes()).leadingZeros()).toBe(zeros)
      expectZeros(first)
      expectZeros(first | (first - 1n))
    }
    expect(Distance.fromHex('00'.repeat(32)).leadingZeros()).toBe(256)
  })

  test('keeps the leading zeros of its hex digits, both ways', () => {
    const hex = `${'00'.repeat(31)}0f`
    expect(Distance.fromHex(hex).toHex()).toBe(hex)
    expect(Distance.fromBytes(Distance.fromHex(hex).toBytes()).toHex()).toBe(hex)
  })

  test('refuses what is not 32 bytes, or 64 digits', () => {
    expect(() => Distance.fromBytes(new Uint8Array(31))).toThrow(RangeError)
    expect(() => Distance.fromHex('00')).toThrow(RangeError)
  })

  test('keeps the zeros that the original library drops: between two node ids of its README', () => {
    const from = Key.fromHex('090278733fbb7f4c06914839c98a54912f4f18b3f15eaed1510708663aa5fc63')
    const to = Key.fromHex('3402ba354f17b5580a8ca66ea4f0a6497bc9e99615be110735cbd2dca4f6d2b1')
    expect(between(from, to).toHex()).toBe('3d00c24670acca140c1dee576d7af2d85486f125e4e0bfd664ccdaba9e532ed2')
  })
})
