import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commonPrefixLength,
  randomKey,
  randomKeyInBucket,
  seededRandomBytes,
  systemRandomBytes,
} from '../src/index.ts'
import { anyKey, bitsOf } from './keys.ts'

describe('a random key', () => {
  test('is made of 32 bytes of the source', () => {
    const lengths: number[] = []
    const key = randomKey((length) => {
      lengths.push(length)
      return new Uint8Array(length).fill(0xab)
    })
    expect([key.toHex(), lengths]).toEqual(['ab'.repeat(32), [32]])
  })

  test('is another one each time', () => {
    expect(randomKey().equals(randomKey())).toBe(false)
  })

  test('is refused from a source that gives too little', () => {
    expect(() => randomKey(() => new Uint8Array(16))).toThrow(RangeError)
    expect(() => randomKeyInBucket(randomKey(), 3, () => new Uint8Array(16))).toThrow(RangeError)
  })
})

describe('a random key in a bucket', () => {
  test('shares exactly as many leading bits with us as the index says, for each of the 256', () => {
    fc.assert(
      fc.property(anyKey, fc.integer(), (self, seed) => {
        const random = seededRandomBytes(seed)
        for (let index = 0; index < 256; index++) {
          expect(commonPrefixLength(self, randomKeyInBucket(self, index, random))).toBe(index)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('is drawn evenly: every bit after the prefix is set in about half of the keys', () => {
    const random = seededRandomBytes(1)
    const self = randomKey(random)
    for (const index of [0, 3, 7, 8, 100, 250]) {
      const ones = new Array<number>(256).fill(0)
      for (let i = 0; i < 400; i++) {
        const bits = bitsOf(randomKeyInBucket(self, index, random))
        for (let bit = 0; bit < 256; bit++) ones[bit] = (ones[bit] ?? 0) + Number(bits[bit])
      }
      for (const count of ones.slice(index + 1)) expect(Math.abs(count - 200)).toBeLessThan(60)
    }
  })

  test('has nothing to choose in the last bucket', () => {
    const self = randomKey()
    const [a, b] = [randomKeyInBucket(self, 255), randomKeyInBucket(self, 255)]
    expect(a.equals(b)).toBe(true)
  })

  test('leaves our own key and the bytes of the source as they are', () => {
    const self = randomKey()
    const hex = self.toHex()
    const source = new Uint8Array(32).fill(3)
    randomKeyInBucket(self, 12, () => source)
    expect([self.toHex(), source]).toEqual([hex, new Uint8Array(32).fill(3)])
  })

  test.each([-1, 256, 1.5, Number.NaN])('does not exist for the index %s', (index) => {
    expect(() => randomKeyInBucket(randomKey(), index)).toThrow(
      new RangeError(`bucket index must be an integer of 0 to 255, got ${index}`),
    )
  })
})

test('the random bytes of the system have the length that was asked for, and differ', () => {
  expect(systemRandomBytes(0)).toEqual(new Uint8Array(0))
  expect(systemRandomBytes(33)).toHaveLength(33)
  expect(systemRandomBytes(16)).not.toEqual(systemRandomBytes(16))
})

describe('the random bytes of the system', () => {
  test('never come twice, whatever lengths are asked for', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 2_000; i++) {
      const bytes = systemRandomBytes([16, 17, 32, 256, 300][i % 5] ?? 16)
      seen.add(Buffer.from(bytes.subarray(0, 16)).toString('hex'))
    }
    expect(seen.size).toBe(2_000)
  })

  test('are an array of the caller alone', () => {
    const [first, second] = [systemRandomBytes(16), systemRandomBytes(16)]
    expect(first.buffer).not.toBe(second.buffer)
    expect([first.byteOffset, first.buffer.byteLength]).toEqual([0, 16])
  })

  test('are evenly spread', () => {
    const counts = new Array<number>(256).fill(0)
    for (let i = 0; i < 4_096; i++) {
      for (const byte of systemRandomBytes(16)) counts[byte] = (counts[byte] ?? 0) + 1
    }
    // 256 of each on average, with a standard deviation of 16.
    expect(Math.min(...counts)).toBeGreaterThan(256 - 8 * 16)
    expect(Math.max(...counts)).toBeLessThan(256 + 8 * 16)
  })

  test.each([-1, 1.5, Number.NaN])('are not %s', (length) => {
    expect(() => systemRandomBytes(length)).toThrow()
  })
})
