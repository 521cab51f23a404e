import { commonPrefixLength, Key, randomKeyInBucket, seededRandomBytes } from '@kadkit/key'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketsDiagram } from '../src/buckets-diagram.ts'
import { nastyTexts } from './nasty-texts.ts'
import { readmeSnapshot } from './samples.ts'

test('shows the node, its buckets and who is in them', () => {
  expect(bucketsDiagram(readmeSnapshot())).toBe(`@startmindmap
* B1F14199.. at 192.168.1.10:1337, bits 1011000111110001..
** bucket 0: ids 0.., 2 of 20 contacts
***_ 09027873.. at 192.168.1.10:1339, answered 1 s ago
***_ 3402BA35.. at 192.168.1.10:1338, answered 1 s ago, 1 unanswered since
***_ waits: 5F778B33.. at 192.168.1.10:1340, answered 1 s ago
@endmindmap
`)
})

test('a node that knows nobody is alone', () => {
  expect(bucketsDiagram(readmeSnapshot({ buckets: [] }))).toBe(
    '@startmindmap\n* B1F14199.. at 192.168.1.10:1337, bits 1011000111110001..\n@endmindmap\n',
  )
})

test('every id of a bucket begins with the bits that are shown', () => {
  const bitsOf = (key: Key): string =>
    [...key.toBytes()].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  fc.assert(
    fc.property(fc.nat(), fc.nat(255), (seed, index) => {
      const random = seededRandomBytes(seed)
      const self = { key: Key.fromBytes(random(32)), address: 'memory:1' }
      const other = randomKeyInBucket(self.key, index, random)
      const buckets = [{ index, contacts: [], understudies: [] }]
      const [, start = '?', bits = '?'] =
        /ids (\.\.)?([01]+)\.\.,/.exec(bucketsDiagram(readmeSnapshot({ self, buckets }))) ?? []
      expect(commonPrefixLength(self.key, other)).toBe(index)
      expect(bits.length).toBe(Math.min(index + 1, 24))
      expect(start === '..').toBe(index + 1 > 24)
      expect(
        bitsOf(other)
          .slice(0, index + 1)
          .endsWith(bits),
      ).toBe(true)
    }),
  )
})

test('no address gets out of its line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary' }), (nasty, other) => {
      const snapshot = readmeSnapshot()
      const self = { ...snapshot.self, address: nasty + other }
      const lines = bucketsDiagram({ ...snapshot, self, buckets: [] }).split('\n')
      expect(lines).toHaveLength(4)
      expect(lines[1]).toMatch(/^\* B1F14199\.\. at [A-Za-z0-9 ,:{}._<>+-]*$/)
    }),
  )
})
