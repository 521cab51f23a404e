import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, keyOfNumber, nearestFirst, numberOf, self } from './contacts.ts'

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Key.fromBytes(bytes))
/** Keys that crowd around one place: random ones all differ in their first bits and would not test the others. */
const clusteredKey = (centre: Key) =>
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }))
    .map(([bits, noise]) => keyOfNumber(numberOf(centre) ^ (noise >> BigInt(bits))))
const keysOf = (...centres: Key[]) => fc.oneof(anyKey, ...centres.map(clusteredKey))

function filled(owner: Key, k: number, keys: readonly Key[]): RoutingTable {
  const table = new RoutingTable(owner, { k })
  for (const [i, key] of keys.entries()) table.seen({ key, address: `memory:${i}` }, i)
  return table
}

function withKeys(contacts: readonly Contact[]): string[] {
  return contacts.map(({ key }) => key.toHex())
}

describe('closest', () => {
  test('is what sorting all contacts gives, for random and for crowded keys, every k and every count', () => {
    const scene = fc.tuple(anyKey, anyKey).chain(([owner, centre]) =>
      fc.record({
        owner: fc.constant(owner),
        keys: fc.array(keysOf(owner, centre), { maxLength: 150 }),
        target: fc.oneof(keysOf(owner, centre), fc.constant(owner)),
        k: fc.integer({ min: 1, max: 20 }),
        count: fc.integer({ min: 0, max: 45 }),
      }),
    )
    fc.assert(
      fc.property(scene, ({ owner, keys, target, k, count }) => {
        const table = filled(owner, k, keys)
        const expected = nearestFirst(target, held(table)).slice(0, count)
        const found = table.closest(target, count).map(({ contact }) => contact)
        expect(withKeys(found)).toEqual(withKeys(expected))
      }),
      { numRuns: 300 },
    )
  })

  test('leaves out the excepted key and the failing contacts, and fills up with the next', () => {
    fc.assert(
      fc.property(
        // Of two contacts with one key, the second takes the place of the first as soon as that fails.
        fc.uniqueArray(keysOf(self), { minLength: 1, maxLength: 60, selector: (key) => key.toHex() }),
        anyKey,
        fc.integer({ min: 0, max: 30 }),
        fc.nat(),
        (keys, target, count, pick) => {
          const table = filled(self, 5, keys)
          const contacts = held(table)
          const except = contacts[pick % Math.max(1, contacts.length)]?.key ?? self
          const failing = contacts.filter((_, i) => i % 3 === 0)
          for (const contact of failing) table.failed(contact)
          const left = contacts.filter((c) => !failing.includes(c) && !c.key.equals(except))
          const found = table.closest(target, count, { except, answering: true })
          expect(withKeys(found.map((e) => e.contact))).toEqual(
            withKeys(nearestFirst(target, left).slice(0, count)),
          )
          expect(table.closest(target, 1000)).toHaveLength(contacts.length)
        },
      ),
    )
  })

  test('in any order gives the very same contacts', () => {
    const scene = fc.tuple(anyKey, anyKey).chain(([owner, centre]) =>
      fc.record({
        owner: fc.constant(owner),
        keys: fc.array(keysOf(owner, centre), { maxLength: 100 }),
        target: fc.oneof(keysOf(owner, centre), fc.constant(owner)),
        count: fc.integer({ min: 0, max: 45 }),
        answering: fc.boolean(),
        pick: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(scene, ({ owner, keys, target, count, answering, pick }) => {
        const table = filled(owner, 8, keys)
        const contacts = held(table)
        const [first] = contacts
        if (first !== undefined) table.failed(first)
        const options = { answering, except: contacts[pick % Math.max(1, contacts.length)]?.key }
        const found = (sorted: boolean | undefined) =>
          withKeys(table.closest(target, count, { ...options, sorted }).map(({ contact }) => contact))
        expect(found(false).toSorted()).toEqual(found(true).toSorted())
        expect(found(undefined)).toEqual(found(true))
      }),
      { numRuns: 300 },
    )
  })

  test('is exact where more than 32 bits are alike, and with buckets of hundreds', () => {
    const deep = fc.tuple(
      fc.integer({ min: 0, max: 250 }),
      fc.integer({ min: 200, max: 255 }),
      fc.nat({ max: 255 }),
    )
    fc.assert(
      fc.property(fc.array(deep, { minLength: 1, maxLength: 120 }), fc.nat({ max: 255 }), (places, tail) => {
        // In each bucket, keys that differ only in their last bits.
        const keys = places.map(([index, low, noise]) => {
          const number = numberOf(keyIn(index)) ^ (BigInt(noise) << BigInt(255 - Math.max(low, index + 9)))
          return keyOfNumber(number)
        })
        const table = new RoutingTable(self, { bucketSize: 200 })
        for (const [i, key] of keys.entries()) table.seen({ key, address: `memory:${i}` }, 1)
        const target = keyOfNumber(numberOf(keys[0] ?? self) ^ BigInt(tail))
        const found = table.closest(target, 100).map(({ contact }) => contact)
        expect(withKeys(found)).toEqual(withKeys(nearestFirst(target, held(table)).slice(0, 100)))
      }),
      { numRuns: 200 },
    )
  })

  test('has nothing to give from an empty table, or when nothing is asked for', () => {
    const table = new RoutingTable(self)
    expect(table.closest(keyIn(3), 20)).toEqual([])
    table.seen(contactIn(3), 1)
    expect(table.closest(keyIn(3), 0)).toEqual([])
  })

  test('tells when each contact was seen and how often it failed', () => {
    const table = new RoutingTable(self)
    table.seen(contactIn(3, 1), 17)
    table.failed(contactIn(3, 1))
    expect(table.closest(self, 1)).toEqual([{ contact: contactIn(3, 1), seenAt: 17, failures: 1 }])
  })

  test('gives entries that do not change afterwards', () => {
    const table = new RoutingTable(self)
    table.seen(contactIn(3, 1), 17)
    const [before] = table.closest(self, 1)
    table.failed(contactIn(3, 1))
    table.seen(contactIn(3, 1), 18)
    expect(before).toEqual({ contact: contactIn(3, 1), seenAt: 17, failures: 0 })
  })

  test('visits the same contacts in the same order without making an object for each', () => {
    const table = new RoutingTable(self, { k: 3 })
    for (let i = 0; i < 40; i++) table.seen(contactIn(i % 7, i), i)
    const options = { except: keyIn(2, 2), answering: true }
    const visited: [Contact, number][] = []
    table.visitClosest(keyIn(4), 10, options, (key, address, seenAt) => {
      visited.push([{ key, address }, seenAt])
    })
    expect(visited).toEqual(
      table.closest(keyIn(4), 10, options).map(({ contact, seenAt }) => [contact, seenAt]),
    )
    expect(visited).toHaveLength(10)
  })

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the count %s', (count) => {
    expect(() => new RoutingTable(self).closest(self, count)).toThrow(
      new RangeError(`count must be an integer of at least 0, got ${count}`),
    )
  })
})
