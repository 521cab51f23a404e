import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandomBytes } from '../src/index.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('seeded random bytes', () => {
  test('are the same for the same seed, today and in every later version', () => {
    const random = seededRandomBytes(1)
    expect([hex(random(16)), hex(random(5)), hex(random(4))]).toEqual([
      'b35901b9572dcd0af592efb20560b511',
      '483a28b8cb',
      '907316be',
    ])
    expect(hex(seededRandomBytes(1)(16))).toBe('b35901b9572dcd0af592efb20560b511')
  })

  test('differ for different seeds, however near or far', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        fc.pre(a !== b)
        expect(hex(seededRandomBytes(a)(16))).not.toBe(hex(seededRandomBytes(b)(16)))
      }),
    )
    const seeds = [0, 1, -1, 2, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), Number.MAX_SAFE_INTEGER]
    expect(new Set(seeds.map((seed) => hex(seededRandomBytes(seed)(16)))).size).toBe(seeds.length)
  })

  test('have the length that was asked for, in an array of the caller’s own', () => {
    const random = seededRandomBytes(7)
    for (const length of [0, 1, 2, 3, 4, 5, 31, 32, 33, 1000]) expect(random(length)).toHaveLength(length)
    expect(random(8).buffer).not.toBe(random(8).buffer)
  })

  test('are spread evenly over all 256 values, also for small seeds', () => {
    for (const seed of [0, 1, 2]) {
      const counts = new Array<number>(256).fill(0)
      for (const byte of seededRandomBytes(seed)(256 * 400)) counts[byte] = (counts[byte] ?? 0) + 1
      const chiSquare = counts.reduce((sum, count) => sum + (count - 400) ** 2 / 400, 0)
      // 255 degrees of freedom: mean 255, standard deviation 22.6.
      expect(chiSquare).toBeGreaterThan(150)
      expect(chiSquare).toBeLessThan(370)
    }
  })

  test('have no bits in common between neighbouring seeds beyond chance', () => {
    const [a, b] = [seededRandomBytes(1)(1000), seededRandomBytes(2)(1000)]
    const equalBits = a.reduce((sum, byte, i) => sum + 8 - bitsSet(byte ^ (b[i] ?? 0)), 0)
    expect(Math.abs(equalBits - 4000)).toBeLessThan(250)
  })

  test.each([0.5, Number.NaN, 2 ** 53])('do not exist for the seed %s', (seed) => {
    expect(() => seededRandomBytes(seed)).toThrow(new RangeError(`seed must be a safe integer, got ${seed}`))
  })
})

function bitsSet(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length
}
