import { compareDistance, Distance, Key, randomKey, randomKeyInBucket, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressesOf, numbers } from '../support/contacts.ts'
import { Dice } from '../support/dice.ts'
import { Solo } from '../support/solo.ts'
import { nearest } from './paper-network.ts'

/** A key as the 256-bit integer that its bytes are, the first one the most significant. */
const numberOf = (key: Key) => BigInt(`0x${key.toHex()}`)
const keyOf = (number: bigint) => Key.fromHex(number.toString(16).padStart(64, '0'))

/** A node that has met these contacts, one after the other. */
function met(self: Key, contacts: readonly Contact[], k: number): Solo {
  const solo = new Solo({ self: { key: self, address: 'memory:self' }, config: { k } })
  for (const contact of contacts) {
    solo.input((engine, now) => engine.call(now, contact, { type: 'ping' }))
    solo.answer(solo.lastTo(contact.address), contact, { type: 'pong' })
  }
  return solo
}

/** Whom it would list to one that asks for the contacts nearest to `target`. */
function listed(solo: Solo, target: Key): string[] {
  const asker = { key: keyOf(12_345n), address: 'memory:asker' }
  const reply = solo.ask(asker, { type: 'find-node', target })
  return reply?.type === 'nodes' ? addressesOf(reply.contacts) : []
}

describe('the k nearest to ourselves', () => {
  test('C.2.9 our k nearest are all known on an unbalanced tree: 2k nodes in the other half (10 seeds)', () => {
    for (const seed of numbers(1, 10)) {
      const random = seededRandomBytes(seed)
      const self = randomKey(random)
      const k = 12
      const contacts = numbers(1, 2 * k).map((n) => {
        return { key: randomKeyInBucket(self, 0, random), address: `memory:${n}` }
      })
      // The worst order: whoever comes first is the farthest.
      if (seed === 10) contacts.sort((a, b) => compareDistance(self, b.key, a.key))
      expect(listed(met(self, contacts, k), self)).toEqual(addressesOf(nearest(contacts, self).slice(0, k)))
    }
  })

  test('C.2.9 our k nearest are all known where one branch is crowded, and the others nearly empty', () => {
    const random = seededRandomBytes(209)
    const self = randomKey(random)
    const crowd = numbers(1, 30).map(() => randomKeyInBucket(self, 3, random))
    const others = [0, 0, 1, 2, 5, 6, 9].map((bucket) => randomKeyInBucket(self, bucket, random))
    const contacts = new Dice(209)
      .some([...crowd, ...others])
      .map((key, i) => ({ key, address: `memory:${i}` }))
    const solo = met(self, contacts, 20)
    expect(listed(solo, self)).toEqual(addressesOf(nearest(contacts, self).slice(0, 20)))
    // Without room beyond k, the crowded bucket would have stopped at 20.
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.find(({ index }) => index === 3)?.contacts.length).toBeGreaterThan(20)
  })

  test('C.2.9 a bucket is widened by no more than k places, however crowded it is', () => {
    const random = seededRandomBytes(210)
    const self = randomKey(random)
    const contacts = numbers(1, 200).map((n) => {
      return { key: randomKeyInBucket(self, 0, random), address: `memory:${n}` }
    })
    const solo = met(self, contacts, 8)
    expect(solo.known.length).toBeGreaterThan(8)
    expect(solo.known.length).toBeLessThanOrEqual(16)
  })
})

describe('distances', () => {
  const numbersOf256Bits = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    // Bits at which numbers of 32 or 53 bits go wrong, and their neighbours.
    fc
      .tuple(
        fc.constantFrom(0n, 31n, 32n, 52n, 53n, 63n, 64n, 223n, 224n, 255n),
        fc.bigInt({ min: 0n, max: 3n }),
      )
      .map(([bit, low]) => (1n << bit) ^ low),
  )

  test('C.2.14 contacts are ordered by distances as 256-bit integers, to the last bit', () => {
    fc.assert(
      fc.property(
        numbersOf256Bits,
        fc.uniqueArray(numbersOf256Bits, { minLength: 1, maxLength: 12 }),
        (goal, keys) => {
          const contacts = keys.map((number) => ({ key: keyOf(number), address: `memory:${number}` }))
          const self = keyOf(keys.reduce((sum, number) => sum ^ number, 2n ** 200n + 12_345n))
          const others = contacts.filter(({ key }) => !key.equals(self))
          const byDistance = (a: Contact, b: Contact) => {
            return (numberOf(a.key) ^ goal) < (numberOf(b.key) ^ goal) ? -1 : 1
          }
          expect(listed(met(self, others, 20), keyOf(goal))).toEqual(addressesOf(others.sort(byDistance)))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('C.2.14 a contact is in the bucket of its first differing bit: 255 - floor(log2 d)', () => {
    fc.assert(
      fc.property(numbersOf256Bits, numbersOf256Bits, (own, other) => {
        fc.pre(own !== other)
        const solo = met(keyOf(own), [{ key: keyOf(other), address: 'memory:other' }], 20)
        const [bucket] = solo.engine.snapshot(solo.now).buckets
        expect(bucket?.index).toBe(256 - (own ^ other).toString(2).length)
        expect(Distance.between(keyOf(own), keyOf(other)).toHex()).toBe(keyOf(own ^ other).toHex())
      }),
      { numRuns: 100 },
    )
  })
})
