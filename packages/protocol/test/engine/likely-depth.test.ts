import { commonPrefixLength, type Key, randomKey, seededRandomBytes } from '@kadkit/key'
import { type Contact, RoutingTable } from '@kadkit/routing'
import { expect, test } from 'vitest'
import { likelyDepth } from '../../src/engine/likely-depth.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'

function tableOf(self: Key, contacts: readonly Contact[], k: number): RoutingTable {
  const table = new RoutingTable(self, { k })
  for (const contact of contacts) table.seen(contact, 0)
  return table
}

test('is one bit less than we share with the k-th closest that we know', () => {
  const self = keyAt(0)
  const contacts = [1, 2, 3, 2 ** 20].map((number) => contactAt(number))
  // 3 shares 30 bits with us, 2^20 shares 11.
  expect(likelyDepth(self, tableOf(self, contacts, 3), 3)).toBe(29)
  expect(likelyDepth(self, tableOf(self, contacts, 4), 4)).toBe(10)
})

test('is 0, which everybody shares, while we know fewer than k, and where the k-th has another first bit', () => {
  const self = keyAt(0)
  expect(likelyDepth(self, tableOf(self, [], 3), 3)).toBe(0)
  expect(likelyDepth(self, tableOf(self, [contactAt(1), contactAt(2)], 3), 3)).toBe(0)
  expect(likelyDepth(self, tableOf(self, [contactAt(1), contactAt(2 ** 31)], 2), 2)).toBe(0)
})

test('is shared by nearly all of the k closest to any key, and by few others (seed 7)', () => {
  const random = seededRandomBytes(7)
  const [size, k] = [2_000, 20]
  const everybody = numbers(1, size).map((number) => ({
    key: randomKey(random),
    address: `memory:${number}`,
  }))
  let [among, fit] = [0, 0]
  for (let i = 0; i < 100; i++) {
    const self = everybody[i]?.key ?? keyAt(0)
    const depth = likelyDepth(self, tableOf(self, everybody, k), k)
    const target = randomKey(random)
    const closest = tableOf(target, everybody, k).closest(target, k)
    among += closest.filter(({ contact }) => commonPrefixLength(contact.key, target) >= depth).length
    fit += everybody.filter(({ key }) => commonPrefixLength(key, target) >= depth).length
  }
  expect(among / (100 * k)).toBeGreaterThan(0.95)
  expect(fit / 100).toBeLessThan(4 * k)
})
