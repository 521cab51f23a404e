import { describe, expect, test } from 'vitest'
import { RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, self } from './contacts.ts'

/** Contacts in buckets 0, 3 and 7, seen at 10, 20 and 30. */
function small(): RoutingTable {
  const table = new RoutingTable(self, { k: 2 })
  table.seen(contactIn(0), 10)
  table.seen(contactIn(3), 20)
  table.seen(contactIn(7), 30)
  return table
}

const answering = (table: RoutingTable) =>
  table.closest(self, 9, { answering: true }).map(({ contact }) => contact)

describe('doubt', () => {
  test('covers all that have not answered since, the nearest first', () => {
    const table = small()
    expect(table.doubted()).toEqual([])
    table.doubt(100)
    expect(table.doubted()).toEqual([contactIn(7), contactIn(3), contactIn(0)])
    table.seen(contactIn(3), 100)
    expect(table.doubted()).toEqual([contactIn(7), contactIn(0)])
    const entries = [3, 7].map((index) => table.get(keyIn(index)))
    expect(entries.map((entry) => entry !== undefined && table.isDoubted(entry))).toEqual([false, true])
  })

  test('keeps a contact from those that answer, and in the table', () => {
    const table = small()
    table.doubt(100)
    expect(answering(table)).toEqual([])
    expect(table.closest(self, 9)).toHaveLength(3)
    table.seen(contactIn(0), 101)
    expect(answering(table)).toEqual([contactIn(0)])
    table.failed(contactIn(0))
    expect(answering(table)).toEqual([])
  })

  test('is no failure', () => {
    const table = small()
    table.doubt(100)
    expect([0, 3, 7].map((index) => table.get(keyIn(index))?.failures)).toEqual([0, 0, 0])
  })
})

describe('a contact from before a restart', () => {
  test('enters with its age, and no failure', () => {
    const table = new RoutingTable(self)
    expect(table.restore(contactIn(5), 77)).toBe(true)
    expect(table.get(keyIn(5))).toEqual({ contact: contactIn(5), seenAt: 77, failures: 0 })
    table.doubt(100)
    expect(answering(table)).toEqual([])
  })

  test('does not enter if it is ourselves, known, at a known address, or one too many', () => {
    const table = new RoutingTable(self, { k: 1 })
    table.seen(contactIn(9), 1)
    const { address } = contactIn(9)
    expect(table.restore({ key: self, address: 'memory:1' }, 1)).toBe(false)
    expect(table.restore({ key: keyIn(9), address: 'memory:2' }, 1)).toBe(false)
    expect(table.restore({ key: keyIn(4), address }, 1)).toBe(false)
    expect([table.restore(contactIn(0, 1), 1), table.restore(contactIn(0, 2), 1)]).toEqual([true, false])
    expect(held(table)).toHaveLength(2)
  })
})
