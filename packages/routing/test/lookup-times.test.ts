import { describe, expect, test } from 'vitest'
import { RoutingTable } from '../src/index.ts'
import { contactIn, keyIn, self } from './contacts.ts'

function table(): RoutingTable {
  const made = new RoutingTable(self)
  for (const index of [0, 3]) made.seen(contactIn(index), 0)
  return made
}

describe('buckets without a lookup', () => {
  test('are all from 0 to the deepest with a contact, empty ones too, when there was none yet', () => {
    expect(table().idle(0)).toEqual([0, 1, 2, 3])
    expect(new RoutingTable(self).idle(0)).toEqual([])
  })

  test('do not count one whose bucket a lookup went through since then', () => {
    const idle = table()
    idle.touched(keyIn(1, 77), 1000)
    expect(idle.idle(999)).toEqual([0, 2, 3])
    expect(idle.idle(1000)).toEqual([0, 2, 3])
    expect(idle.idle(1001)).toEqual([0, 1, 2, 3])
  })

  test('a later lookup counts, an answer of a contact does not', () => {
    const idle = table()
    idle.touched(keyIn(0, 1), 1000)
    idle.touched(keyIn(0, 2), 2000)
    idle.seen(contactIn(3), 5000)
    expect(idle.idle(1500)).toEqual([1, 2, 3])
  })

  test('a lookup of our own key, or of one deeper than all contacts, counts for the deepest', () => {
    const idle = table()
    idle.touched(self, 1000)
    expect(idle.idle(500)).toEqual([0, 1, 2])
    idle.touched(keyIn(9), 2000)
    expect(idle.idle(1500)).toEqual([0, 1, 2])
  })

  test('a lookup through an empty table counts for nothing', () => {
    const idle = new RoutingTable(self)
    idle.touched(self, 1000)
    idle.seen(contactIn(0), 1000)
    expect(idle.idle(500)).toEqual([0])
  })
})
