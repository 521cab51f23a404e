import { describe, expect, test } from 'vitest'
import { type Contact, RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, lineUp, self } from './contacts.ts'

const old = contactIn(0, 1, 'memory:old')
const moved: Contact = { ...old, address: 'memory:new' }
/** Another key at the address of `old`: the first in its bucket, the second in another. */
const neighbour = contactIn(0, 2, old.address)
const stranger = contactIn(3, 2, old.address)

function tableWith(...contacts: Contact[]): RoutingTable {
  const table = new RoutingTable(self, { k: 2 })
  for (const [i, contact] of contacts.entries()) table.seen(contact, i)
  return table
}

describe('the namesakes of a contact', () => {
  test('are who has its key, and who has its address', () => {
    const table = tableWith(old, contactIn(3, 7), contactIn(0, 9))
    expect(table.namesakes(old)).toEqual([old])
    expect(table.namesakes(moved)).toEqual([old])
    expect(table.namesakes(neighbour)).toEqual([old])
    expect(table.namesakes(stranger)).toEqual([old])
    expect(table.namesakes({ key: old.key, address: contactIn(3, 7).address })).toEqual([
      old,
      contactIn(3, 7),
    ])
    expect(table.namesakes(contactIn(4, 4))).toEqual([])
    expect(table.namesakes(contactIn(200))).toEqual([])
  })

  test('are of the understudies only who has both', () => {
    const table = tableWith(contactIn(6), contactIn(7), contactIn(0, 4), contactIn(0, 5), old)
    expect(lineUp(table, 0).understudies).toEqual([old.address])
    expect(table.namesakes(old)).toEqual([old])
    expect(table.namesakes(moved)).toEqual([])
    expect(table.namesakes(neighbour)).toEqual([])
  })
})

describe('a known key at a new address', () => {
  test('waits while the old address answers, which is to be asked', () => {
    const table = tableWith(old)
    expect(table.seen(moved, 5)).toEqual({ type: 'conflict', check: old })
    expect(lineUp(table, 0)).toEqual({ contacts: ['memory:old'], understudies: ['memory:new'] })
    expect(table.get(old.key)).toEqual({ contact: old, seenAt: 0, failures: 0 })
  })

  test('takes over at the first failure of the old address', () => {
    const table = tableWith(old)
    table.seen(moved, 5)
    expect(table.failed(old)).toEqual({ removed: old, bucket: 0, promoted: moved })
    expect(table.get(old.key)).toEqual({ contact: moved, seenAt: 5, failures: 0 })
    expect(lineUp(table, 0)).toEqual({ contacts: ['memory:new'], understudies: [] })
    expect(table.size).toBe(1)
  })

  test('goes before other understudies', () => {
    const table = tableWith(contactIn(6), contactIn(7), old, contactIn(0, 9))
    table.seen(moved, 5)
    table.seen(contactIn(0, 3), 6)
    expect(table.failed(old)?.promoted).toEqual(moved)
    expect(lineUp(table, 0).understudies).toEqual(['10.0.0.3:4000'])
  })

  test('takes over at once when the old address is failing already', () => {
    const table = tableWith(old)
    table.failed(old)
    expect(table.seen(moved, 5)).toEqual({ type: 'added', bucket: 0, removed: old })
    expect([held(table), table.size]).toEqual([[moved], 1])
  })

  test('has no claim left after the old address has answered: the last answer is believed', () => {
    const table = tableWith(old)
    table.seen(moved, 5)
    table.seen(old, 6)
    expect(table.failed(old)).toBeUndefined()
    expect(table.get(old.key)?.failures).toBe(1)
  })

  test('takes over at the last failure of the old address, even if its claim is older than the last answer', () => {
    const table = tableWith(contactIn(6), contactIn(7), old, contactIn(0, 9))
    table.seen(moved, 5)
    table.seen(old, 6)
    for (let i = 0; i < 4; i++) expect(table.failed(old)).toBeUndefined()
    expect(table.failed(old)?.promoted).toEqual(moved)
  })

  test('has a claim when both answered in the same millisecond', () => {
    const table = tableWith(old)
    table.seen(old, 5)
    table.seen(moved, 5)
    expect(table.failed(old)?.promoted).toEqual(moved)
  })

  test('is the only understudy with its key: a third address replaces the second', () => {
    const table = tableWith(old)
    table.seen(moved, 5)
    table.seen({ ...old, address: 'memory:third' }, 6)
    expect(lineUp(table, 0).understudies).toEqual(['memory:third'])
  })

  test('does not take over when it fails itself', () => {
    const table = tableWith(old)
    table.seen(moved, 5)
    table.failed(moved)
    expect(table.failed(old)).toBeUndefined()
    expect(table.get(old.key)?.contact).toEqual(old)
  })

  test('does not take over a failing contact when its new address is that of a third one', () => {
    const table = tableWith(old, contactIn(1, 0, 'memory:new'))
    table.failed(old)
    expect(table.seen(moved, 5)).toEqual({ type: 'conflict', check: old })
    expect(held(table)).toHaveLength(2)
  })
})

describe('a known address under a new key', () => {
  test('waits while the old key answers, which is to be asked, though its bucket has room', () => {
    const table = tableWith(old)
    expect(table.seen(stranger, 5)).toEqual({ type: 'conflict', check: old })
    expect(table.get(stranger.key)).toBeUndefined()
    expect(lineUp(table, 3)).toEqual({ contacts: [], understudies: ['memory:old'] })
    expect([table.size, table.deepest]).toEqual([1, 0])
  })

  test('takes over in the same bucket at the first failure of the old key', () => {
    const table = tableWith(old)
    table.seen(neighbour, 5)
    expect(table.failed(old)).toEqual({ removed: old, bucket: 0, promoted: neighbour })
    expect(held(table)).toEqual([neighbour])
  })

  test('takes over in another bucket, while an understudy fills the place of the old key', () => {
    const table = tableWith(contactIn(6), contactIn(7), old, contactIn(0, 9))
    table.seen(contactIn(0, 3), 4)
    table.seen(stranger, 5)
    expect(table.failed(old)).toEqual({
      removed: old,
      bucket: 0,
      promoted: contactIn(0, 3),
      claimant: stranger,
    })
    expect([table.get(stranger.key)?.seenAt, table.size]).toEqual([5, 5])
  })

  test('goes on waiting when its own bucket is full, but the old key leaves', () => {
    const table = tableWith(contactIn(6), contactIn(7), old, contactIn(3, 8), contactIn(3, 9))
    table.seen(stranger, 5)
    expect(table.failed(old)).toEqual({ removed: old, bucket: 0, promoted: undefined })
    expect(lineUp(table, 3).understudies).toEqual(['memory:old'])
  })

  test('enters as soon as the old key proved to be somebody else', () => {
    const table = tableWith(old)
    table.seen(stranger, 5)
    table.remove(old.key)
    expect(table.seen(stranger, 6)).toEqual({ type: 'added', bucket: 3 })
    expect(lineUp(table, 3)).toEqual({ contacts: ['memory:old'], understudies: [] })
  })

  test('never displaces a failing contact of another bucket by itself', () => {
    const table = tableWith(old)
    table.failed(old)
    expect(table.seen(stranger, 5)).toEqual({ type: 'conflict', check: old })
    expect(table.failed(old)).toEqual({ removed: old, bucket: 0, promoted: undefined, claimant: stranger })
  })

  test('takes over at the last failure of the old key, even if its claim is older than the last answer', () => {
    const table = tableWith(contactIn(6), contactIn(7), old, contactIn(0, 9))
    table.seen(neighbour, 5)
    table.seen(old, 6)
    for (let i = 0; i < 4; i++) expect(table.failed(old)).toBeUndefined()
    expect(table.failed(old)?.promoted).toEqual(neighbour)
  })

  test('an understudy whose address is taken by another contact is passed over', () => {
    const table = tableWith(
      contactIn(6),
      contactIn(7),
      contactIn(0, 8),
      contactIn(0, 9),
      contactIn(3, 1, 'x'),
    )
    table.seen(contactIn(0, 3), 6)
    table.seen(contactIn(0, 4, 'x'), 7)
    expect(table.remove(keyIn(0, 8))?.promoted).toEqual(contactIn(0, 3))
  })

  test('a contact at its last failure stays when all who wait have addresses that are taken', () => {
    const table = tableWith(
      contactIn(6),
      contactIn(7),
      contactIn(0, 8),
      contactIn(0, 9),
      contactIn(3, 1, 'x'),
    )
    table.seen(contactIn(0, 4, 'x'), 7)
    for (let i = 0; i < 9; i++) expect(table.failed(contactIn(0, 8))).toBeUndefined()
    expect(table.get(keyIn(0, 8))?.failures).toBe(9)
  })
})

test('in a table of hundreds of contacts, each address is known, and none of those that have left', () => {
  const table = new RoutingTable(self, { k: 64 })
  const contacts = Array.from({ length: 500 }, (_, i) => contactIn(i % 10, i >> 1, `memory:${i}`))
  for (const contact of contacts) table.seen(contact, 1)
  const inside = contacts.filter(({ key }) => table.get(key) !== undefined)
  expect(inside.length).toBeGreaterThan(200)
  for (const [i, contact] of inside.entries()) if (i % 3 === 0) table.remove(contact.key)
  for (const [i, { key, address }] of inside.entries()) {
    const seen = table.seen(contactIn(60 + (i % 150), i >> 1, address), 2)
    expect(seen.type).toBe(table.get(key) === undefined ? 'added' : 'conflict')
  }
})

test('who has an address is found among any number that end alike', () => {
  const table = new RoutingTable(self, { k: 20 })
  const contact = (i: number): Contact => contactIn(i % 8, i >> 3, `10.0.${i >> 8}.${i & 255}:4000`)
  const [members, strangers] = [0, 160].map((first) =>
    Array.from({ length: 160 }, (_, i) => contact(first + i)),
  )
  for (const member of members ?? []) expect(table.seen(member, 0).type).toBe('added')
  for (const stranger of strangers ?? []) {
    expect(table.seen(stranger, 1).type).toBe('waiting')
    for (const member of members ?? [])
      expect(table.namesakes({ ...stranger, address: member.address })).toEqual([member])
  }
})
