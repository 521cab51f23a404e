import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePublications, isVersion, type Publication } from '../../src/wire/publication.ts'
import { publicationOf } from '../support/publication.ts'
import { bytesOf } from './arbitrary.ts'

/** Few versions and few publishers, so that equal ones are frequent. */
const publication: fc.Arbitrary<Publication> = fc.record({
  publisher: bytesOf(32).map((bytes) => Key.fromBytes(bytes.fill(0, 1).map((byte) => byte & 0x81))),
  version: fc.integer({ min: 1, max: 3 }),
})

describe('of two publications', () => {
  test('the one with the higher version is newer, whoever published it', () => {
    expect(comparePublications(publicationOf(2, 1), publicationOf(1, 9))).toBeGreaterThan(0)
    expect(comparePublications(publicationOf(1, 9), publicationOf(2, 1))).toBeLessThan(0)
  })

  test('with one version the one of the greater publisher is newer, to the last bit and the first', () => {
    expect(comparePublications(publicationOf(5, 3), publicationOf(5, 2))).toBeGreaterThan(0)
    const high = { publisher: Key.fromHex(`80${'00'.repeat(31)}`), version: 5 }
    const low = { publisher: Key.fromHex(`7f${'ff'.repeat(31)}`), version: 5 }
    expect(comparePublications(high, low)).toBeGreaterThan(0)
  })

  test('each pair has one order, and three of them no circle', () => {
    fc.assert(
      fc.property(publication, publication, publication, (a, b, c) => {
        const sign = (x: Publication, y: Publication) => Math.sign(comparePublications(x, y))
        expect(sign(a, b) + sign(b, a)).toBe(0)
        expect(sign(a, b) === 0).toBe(a.version === b.version && a.publisher.equals(b.publisher))
        if (sign(a, b) >= 0 && sign(b, c) >= 0) expect(sign(a, c)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 1_000 },
    )
  })
})

test('a version is an integer of 1 to 2^53 - 1', () => {
  expect([1, 2 ** 53 - 1].map(isVersion)).toEqual([true, true])
  for (const version of [0, -1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n, undefined])
    expect(isVersion(version)).toBe(false)
})
