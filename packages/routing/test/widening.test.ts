import type { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, keyOfNumber, lineUp, nearestFirst, numberOf, self } from './contacts.ts'

describe('a full bucket', () => {
  test('admits a newcomer nearer to ourselves than the k-th nearest contact', () => {
    const table = new RoutingTable(self, { k: 3 })
    for (const tail of [20, 30, 40]) table.seen(contactIn(0, tail), 1)
    expect(table.seen(contactIn(0, 35), 2)).toEqual({ type: 'added', bucket: 0 })
    expect(table.seen(contactIn(0, 34), 3)).toEqual({ type: 'added', bucket: 0 })
    expect(table.size).toBe(5)
  })

  test('keeps out a newcomer that is as far as the k nearest, or farther', () => {
    const table = new RoutingTable(self, { k: 3 })
    for (const tail of [20, 30, 40]) table.seen(contactIn(0, tail), 1)
    expect(table.seen(contactIn(0, 41), 2)).toEqual({ type: 'waiting', check: contactIn(0, 20) })
    expect(table.seen(contactIn(0, 200), 2).type).toBe('waiting')
  })

  test('is one of bucketSize contacts, which is not k', () => {
    const table = new RoutingTable(self, { k: 3, bucketSize: 5 })
    expect([table.k, table.bucketSize, new RoutingTable(self, { k: 3 }).bucketSize]).toEqual([3, 5, 3])
    const types = Array.from({ length: 6 }, (_, i) => table.seen(contactIn(0, 20 + i), 1).type)
    expect(types).toEqual(['added', 'added', 'added', 'added', 'added', 'waiting'])
  })

  test('is widened to twice its bucketSize, while fewer than k contacts are nearer', () => {
    const table = new RoutingTable(self, { k: 6, bucketSize: 2 })
    const types = Array.from({ length: 5 }, (_, i) => table.seen(contactIn(0, 40 - i), 1).type)
    expect(types).toEqual(['added', 'added', 'added', 'added', 'waiting'])
  })

  test('gives back its width when its contacts fall silent: who is beyond bucketSize leaves for nobody', () => {
    const table = new RoutingTable(self, { k: 6, bucketSize: 2, maxFailures: 1 })
    for (const tail of [40, 39, 38]) table.seen(contactIn(0, tail), 1)
    expect(table.failed(contactIn(0, 40))?.promoted).toBeUndefined()
    expect([table.size, table.failed(contactIn(0, 39))]).toEqual([2, undefined])
  })

  test('is no longer kept narrow by nearer contacts that have left or fallen silent', () => {
    const table = new RoutingTable(self, { k: 2, maxFailures: 1, understudies: 0 })
    for (const index of [5, 6]) table.seen(contactIn(index), 0)
    for (const tail of [20, 30]) table.seen(contactIn(0, tail), 1)
    expect(table.seen(contactIn(0, 10), 2).type).toBe('waiting')
    table.failed(contactIn(5))
    expect(table.seen(contactIn(0, 10), 3).type).toBe('added')
    table.seen(contactIn(5), 4)
    expect(table.seen(contactIn(0, 9), 5).type).toBe('waiting')
    table.remove(keyIn(6))
    expect(table.seen(contactIn(0, 9), 6).type).toBe('added')
  })

  test('counts the contacts of the deeper buckets as nearer', () => {
    const table = new RoutingTable(self, { k: 3 })
    for (const tail of [20, 30, 40]) table.seen(contactIn(0, tail), 1)
    table.seen(contactIn(1), 1)
    table.seen(contactIn(9), 1)
    expect(table.seen(contactIn(0, 25), 2).type).toBe('waiting')
    expect(table.seen(contactIn(0, 19), 2).type).toBe('added')
    table.seen(contactIn(8), 1)
    expect(table.seen(contactIn(0, 1), 2).type).toBe('waiting')
  })

  test('does not count contacts that are as good as dead', () => {
    const table = new RoutingTable(self, { k: 2, maxFailures: 1 })
    for (const tail of [20, 30]) table.seen(contactIn(0, tail), 1)
    for (const index of [4, 5]) table.seen(contactIn(index), 1)
    expect(table.wants(contactIn(0, 10))).toBe(true)
    expect(table.seen(contactIn(0, 10), 2).type).toBe('waiting')
    table.failed(contactIn(5))
    expect(table.seen(contactIn(0, 10), 3)).toEqual({ type: 'added', bucket: 0 })
  })

  test('grows to 2k contacts and no further', () => {
    const table = new RoutingTable(self, { k: 3 })
    const outcomes = [90, 80, 70, 60, 50, 40, 30].map((tail) => table.seen(contactIn(0, tail), 1).type)
    expect(outcomes).toEqual([...Array(6).fill('added'), 'waiting'])
  })

  test('shrinks back to k as its contacts fail, without anybody to replace them', () => {
    const table = new RoutingTable(self, { k: 2, maxFailures: 1 })
    for (const tail of [90, 80, 70]) table.seen(contactIn(0, tail), 1)
    expect(table.failed(contactIn(0, 90))).toEqual({
      removed: contactIn(0, 90),
      bucket: 0,
      promoted: undefined,
    })
    expect(table.failed(contactIn(0, 80))).toBeUndefined()
    expect(lineUp(table, 0).contacts).toEqual(['10.0.0.80:4000', '10.0.0.70:4000'])
  })

  test('promotes nobody into a wider bucket who is not among the k nearest', () => {
    const table = new RoutingTable(self, { k: 2, maxFailures: 1 })
    for (const tail of [90, 80, 70]) table.seen(contactIn(0, tail), 1)
    table.seen(contactIn(0, 200), 2)
    expect(table.failed(contactIn(0, 90))?.promoted).toBeUndefined()
    expect(table.failed(contactIn(0, 80))?.promoted).toEqual(contactIn(0, 200))
  })
})

describe('the k nearest to ourselves', () => {
  const near = fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }))
    .map(([bits, noise]) => keyOfNumber(numberOf(self) ^ (noise >> BigInt(bits))))

  test('are complete, in whatever order and from however crowded a corner they come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(near, { maxLength: 120, selector: (key) => key.toHex() }),
        fc.integer({ min: 1, max: 8 }),
        (keys, k) => {
          const table = new RoutingTable(self, { k })
          const all = keys.filter((key) => !key.equals(self)).map((key) => ({ key, address: key.toHex() }))
          for (const [at, contact] of all.entries()) table.seen(contact, at)
          const missing = nearestFirst(self, all)
            .slice(0, k)
            .filter(({ key }) => table.get(key) === undefined)
          const crowded = (key: Key) => lineUp(table, table.bucketOf(key)).contacts.length === 2 * k
          expect(missing.filter(({ key }) => !crowded(key))).toEqual([])
          expect(held(table).length).toBe(table.size)
        },
      ),
    )
  })

  test('are all there when the whole network is in the far half', () => {
    const table = new RoutingTable(self, { k: 20 })
    const all = Array.from({ length: 60 }, (_, i) => contactIn(0, (i * 37) % 251))
    for (const [at, contact] of all.entries()) table.seen(contact, at)
    const found = table.closest(self, 20).map(({ contact }) => contact)
    expect(found).toEqual(nearestFirst(self, all).slice(0, 20))
    expect(table.get(keyIn(0, 0))).toBeDefined()
  })
})
