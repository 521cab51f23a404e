import { describe, expect, test } from 'vitest'
import { RoutingTable } from '../src/index.ts'
import { contactIn, keyIn, self } from './contacts.ts'

function full(understudies = 1): RoutingTable {
  const table = new RoutingTable(self, { k: 2, understudies, maxFailures: 1 })
  for (const index of [5, 6]) table.seen(contactIn(index), 0)
  for (const tail of [1, 2]) table.seen(contactIn(0, tail), tail)
  return table
}

describe('a contact that we only heard of', () => {
  test('is news when its bucket has room, or does not exist yet', () => {
    const table = new RoutingTable(self, { k: 2 })
    expect(table.wants(contactIn(0, 1))).toBe(true)
    table.seen(contactIn(0, 1), 1)
    expect(table.wants(contactIn(0, 2))).toBe(true)
  })

  test('is no news with our own key', () => {
    expect(new RoutingTable(self).wants({ key: self, address: 'memory:1' })).toBe(false)
  })

  test('is no news when it is held with this address, but is with another', () => {
    const table = full()
    expect(table.wants(contactIn(0, 1))).toBe(false)
    expect(table.wants({ ...contactIn(0, 1), address: 'memory:moved' })).toBe(true)
  })

  test('is news for a full bucket as long as there is room for understudies', () => {
    const table = full()
    expect(table.wants(contactIn(0, 3))).toBe(true)
    table.seen(contactIn(0, 3), 3)
    expect(table.wants(contactIn(0, 4))).toBe(false)
  })

  test('is no news when it waits already, unless there is room for it now', () => {
    const table = full(2)
    table.seen(contactIn(0, 3), 3)
    expect(table.wants(contactIn(0, 3))).toBe(false)
    const claimant = contactIn(3, 0, contactIn(0, 1).address)
    table.seen(claimant, 4)
    expect(table.wants(claimant)).toBe(true)
  })

  test('is news, whoever waits, when it is among the k nearest to ourselves', () => {
    const table = full(0)
    expect(table.wants(contactIn(0, 0))).toBe(false)
    table.remove(keyIn(5))
    expect(table.wants(contactIn(0, 0))).toBe(true)
    expect(table.wants(contactIn(0, 3))).toBe(false)
  })

  test('is news when it could replace a silent contact', () => {
    const table = full(0)
    expect(table.wants(contactIn(0, 3))).toBe(false)
    table.failed(contactIn(0, 2))
    expect(table.wants(contactIn(0, 3))).toBe(true)
  })

  test('is not remembered by the question', () => {
    const table = full()
    table.wants(contactIn(200))
    expect([...table.buckets()].map(({ index }) => index)).toEqual([0, 5, 6])
  })
})
