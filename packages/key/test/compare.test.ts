import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonPrefixLength, compareDistance, differAt, firstWordOf, wordFrom } from '../src/index.ts'
import { anyKey, bitsOf, keyOfNumber, numberOf, relatedKeys } from './keys.ts'

describe('compareDistance', () => {
  test('tells which key is nearer, as bigint does', () => {
    fc.assert(
      fc.property(relatedKeys, anyKey, fc.boolean(), ([a, b], other, near) => {
        const target = near ? a : other
        const [toA, toB] = [numberOf(a) ^ numberOf(target), numberOf(b) ^ numberOf(target)]
        expect(Math.sign(compareDistance(target, a, b))).toBe(toA < toB ? -1 : toA > toB ? 1 : 0)
      }),
      { numRuns: 500 },
    )
  })

  test('sorts the nearest to the front', () => {
    fc.assert(
      fc.property(fc.array(anyKey), anyKey, (keys, target) => {
        const sorted = keys.toSorted((a, b) => compareDistance(target, a, b))
        const distances = sorted.map((key) => numberOf(key) ^ numberOf(target))
        expect(distances.every((distance, i) => distance >= (distances[i - 1] ?? 0n))).toBe(true)
      }),
    )
  })

  test('compares words as unsigned: the highest bit makes a key far, not near', () => {
    const [zero, top, low] = [0n, 1n << 255n, 1n].map(keyOfNumber)
    if (zero === undefined || top === undefined || low === undefined) throw new Error('three keys')
    expect(compareDistance(zero, top, low)).toBeGreaterThan(0)
    expect(compareDistance(top, top, low)).toBeLessThan(0)
  })
})

describe('commonPrefixLength', () => {
  test('counts the leading bits that two keys share', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        const [x, y] = [bitsOf(a), bitsOf(b)]
        const first = [...x].findIndex((bit, i) => bit !== y[i])
        expect(commonPrefixLength(a, b)).toBe(first < 0 ? 256 : first)
      }),
      { numRuns: 500 },
    )
  })

  test('is 256 for equal keys, and takes each value below it', () => {
    const key = keyOfNumber(0x5an << 248n)
    expect(commonPrefixLength(key, keyOfNumber(numberOf(key)))).toBe(256)
    for (let bit = 0; bit < 256; bit++) {
      expect(commonPrefixLength(key, keyOfNumber(numberOf(key) ^ (1n << BigInt(255 - bit))))).toBe(bit)
    }
  })
})

describe('differAt', () => {
  test('is true at exactly the bits in which two keys differ', () => {
    fc.assert(
      fc.property(relatedKeys, ([a, b]) => {
        const [x, y] = [bitsOf(a), bitsOf(b)]
        const expected = Array.from({ length: 256 }, (_, i) => x[i] !== y[i])
        expect(Array.from({ length: 256 }, (_, i) => differAt(a, b, i))).toEqual(expected)
      }),
    )
  })
})

test('firstWordOf is the first four bytes as a signed integer', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(firstWordOf(key)).toBe(new DataView(key.toBytes().buffer).getInt32(0))
    }),
  )
})

test('wordFrom is 32 bits from any bit on, with zeros after the last', () => {
  fc.assert(
    fc.property(anyKey, fc.integer({ min: 0, max: 256 }), (key, index) => {
      const bits = bitsOf(key)
        .slice(index, index + 32)
        .padEnd(32, '0')
      expect(wordFrom(key, index)).toBe(Number.parseInt(bits, 2) | 0)
    }),
    { numRuns: 500 },
  )
})
