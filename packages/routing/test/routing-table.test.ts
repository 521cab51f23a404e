import { commonPrefixLength, Key } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, lineUp, self } from './contacts.ts'

/** A table with k = 2 whose bucket 0 is full: tail 1 was seen at 1, tail 2 at 2. */
function full(options: { understudies?: number; maxFailures?: number } = {}): RoutingTable {
  const table = new RoutingTable(self, { k: 2, ...options })
  // Two contacts nearer to ourselves than all of bucket 0, so that it is not widened.
  for (const index of [5, 6]) table.seen(contactIn(index), 0)
  for (const tail of [1, 2]) table.seen(contactIn(0, tail), tail)
  return table
}

function failTimes(table: RoutingTable, times: number, contact = contactIn(0, 1)) {
  const outcomes = Array.from({ length: times }, () => table.failed(contact))
  return outcomes.at(-1)
}

describe('buckets', () => {
  test('the index of a bucket is the length of the common prefix, for each of the 256', () => {
    const table = new RoutingTable(self)
    for (let index = 0; index < 256; index++) {
      expect(table.bucketOf(keyIn(index))).toBe(index)
      expect(commonPrefixLength(self, keyIn(index))).toBe(index)
      expect(table.seen(contactIn(index), index)).toEqual({ type: 'added', bucket: index })
    }
    expect([...table.buckets()].map(({ index }) => index)).toEqual(Array.from({ length: 256 }, (_, i) => i))
    expect(table.bucketOf(self)).toBe(256)
  })

  test('the index comes from the highest bit that differs, not from the lowest of its byte', () => {
    const zero = Key.fromBytes(new Uint8Array(32))
    const byte = (value: number) => Key.fromBytes(new Uint8Array(32).fill(value, 3, 4))
    const table = new RoutingTable(zero)
    expect([0x80, 0x81, 0xff, 0x40, 0x41, 0x01].map((value) => table.bucketOf(byte(value)))).toEqual([
      24, 24, 24, 25, 25, 31,
    ])
  })

  test('an empty table has no buckets, no deepest one and no contacts', () => {
    const table = new RoutingTable(self)
    expect([[...table.buckets()], table.deepest, table.size]).toEqual([[], -1, 0])
  })

  test('the deepest bucket is the last that has a contact', () => {
    const table = new RoutingTable(self)
    table.seen(contactIn(7), 1)
    table.seen(contactIn(2), 1)
    expect(table.deepest).toBe(7)
    table.remove(keyIn(7))
    expect(table.deepest).toBe(2)
    table.remove(keyIn(2))
    expect([table.deepest, table.size]).toEqual([-1, 0])
  })

  test('buckets() gives copies', () => {
    const table = full()
    const [before] = table.buckets()
    table.seen(contactIn(0, 3), 3)
    table.seen(contactIn(0, 1), 4)
    expect(before?.contacts.map(({ seenAt }) => seenAt)).toEqual([1, 2])
    expect(before?.understudies).toEqual([])
  })

  test('get tells of contacts in buckets, not of understudies nor of ourselves', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    expect(table.get(keyIn(0, 1))).toEqual({ contact: contactIn(0, 1), seenAt: 1, failures: 0 })
    expect([table.get(keyIn(0, 3)), table.get(keyIn(9)), table.get(self)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('a contact that has answered', () => {
  test('never enters with our own key', () => {
    const table = new RoutingTable(self)
    expect(table.seen({ key: self, address: 'memory:1' }, 1)).toEqual({ type: 'self' })
    expect([table.size, table.closest(self, 20)]).toEqual([0, []])
  })

  test('moves to the most recently seen end, with its failures forgotten', () => {
    const table = full()
    table.failed(contactIn(0, 1))
    expect(table.seen(contactIn(0, 1), 3)).toEqual({ type: 'refreshed' })
    expect(lineUp(table, 0).contacts).toEqual(['10.0.0.2:4000', '10.0.0.1:4000'])
    expect(table.get(keyIn(0, 1))).toEqual({ contact: contactIn(0, 1), seenAt: 3, failures: 0 })
    expect(table.size).toBe(4)
  })

  test('waits when its bucket is full of contacts that answer, and the least recently seen one is to be asked', () => {
    const table = full()
    expect(table.seen(contactIn(0, 3), 3)).toEqual({ type: 'waiting', check: contactIn(0, 1) })
    table.seen(contactIn(0, 1), 4)
    expect(table.seen(contactIn(0, 4), 5)).toEqual({ type: 'waiting', check: contactIn(0, 2) })
    expect(lineUp(table, 0).contacts).toEqual(['10.0.0.2:4000', '10.0.0.1:4000'])
    expect(table.size).toBe(4)
  })

  test('understudies stand most recently seen first, and one that is seen again moves to the front', () => {
    const table = full({ understudies: 3 })
    for (const [tail, at] of [
      [3, 3],
      [4, 4],
      [5, 5],
      [3, 6],
    ] as const)
      table.seen(contactIn(0, tail), at)
    expect(lineUp(table, 0).understudies).toEqual(['10.0.0.3:4000', '10.0.0.5:4000', '10.0.0.4:4000'])
  })

  test('understudies are bounded: the one seen longest ago is forgotten', () => {
    const table = full({ understudies: 2 })
    for (const tail of [3, 4, 5]) table.seen(contactIn(0, tail), tail)
    expect(lineUp(table, 0).understudies).toEqual(['10.0.0.5:4000', '10.0.0.4:4000'])
  })

  test('no understudies are kept when none are allowed', () => {
    const table = full({ understudies: 0 })
    expect(table.seen(contactIn(0, 3), 3)).toEqual({ type: 'waiting', check: contactIn(0, 1) })
    expect(lineUp(table, 0).understudies).toEqual([])
  })
})

describe('a contact that fails', () => {
  test('leaves after five failures in a row for the most recently seen understudy', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    table.seen(contactIn(0, 4), 4)
    expect(failTimes(table, 4)).toBeUndefined()
    expect(table.failed(contactIn(0, 1))).toEqual({
      removed: contactIn(0, 1),
      bucket: 0,
      promoted: contactIn(0, 4),
    })
    expect(lineUp(table, 0)).toEqual({
      contacts: ['10.0.0.2:4000', '10.0.0.4:4000'],
      understudies: ['10.0.0.3:4000'],
    })
    expect(table.size).toBe(4)
  })

  test('a promoted understudy takes its place in the order by when it was seen', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    table.seen(contactIn(0, 2), 4)
    failTimes(table, 5)
    expect(lineUp(table, 0).contacts).toEqual(['10.0.0.3:4000', '10.0.0.2:4000'])
  })

  test('stays while nobody waits for its place, however often it fails', () => {
    const table = full()
    expect(failTimes(table, 12)).toBeUndefined()
    expect(table.get(keyIn(0, 1))?.failures).toBe(12)
  })

  test('is replaced at once when somebody comes after its last failure', () => {
    const table = full()
    failTimes(table, 5)
    expect(table.seen(contactIn(0, 3), 9)).toEqual({
      type: 'added',
      bucket: 0,
      removed: contactIn(0, 1),
    })
    expect(lineUp(table, 0)).toEqual({ contacts: ['10.0.0.2:4000', '10.0.0.3:4000'], understudies: [] })
    expect(table.size).toBe(4)
  })

  test('is not replaced by a newcomer one failure earlier', () => {
    const table = full()
    failTimes(table, 4)
    expect(table.seen(contactIn(0, 3), 9).type).toBe('waiting')
  })

  test('stays in a bucket that has room for the newcomer as well', () => {
    const table = new RoutingTable(self, { k: 2 })
    table.seen(contactIn(0, 1), 1)
    failTimes(table, 9)
    expect(table.seen(contactIn(0, 2), 2)).toEqual({ type: 'added', bucket: 0 })
    expect(table.size).toBe(2)
  })

  test('starts from nothing after an answer', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    failTimes(table, 4)
    table.seen(contactIn(0, 1), 4)
    expect(failTimes(table, 4)).toBeUndefined()
    expect(table.failed(contactIn(0, 1))?.removed).toEqual(contactIn(0, 1))
  })

  test('fails after as many times as the options say', () => {
    const table = full({ maxFailures: 2 })
    table.seen(contactIn(0, 3), 3)
    expect(failTimes(table, 1)).toBeUndefined()
    expect(failTimes(table, 1)?.promoted).toEqual(contactIn(0, 3))
  })

  test('counts only with the key and the address that are held', () => {
    const table = full({ maxFailures: 1 })
    table.seen(contactIn(0, 3), 3)
    expect(table.failed({ ...contactIn(0, 1), address: '10.9.9.9:1' })).toBeUndefined()
    expect(table.failed({ ...contactIn(0, 1), key: keyIn(0, 9) })).toBeUndefined()
    expect(table.failed({ key: self, address: '10.0.0.1:4000' })).toBeUndefined()
    expect(table.failed(contactIn(99))).toBeUndefined()
    expect(table.get(keyIn(0, 1))?.failures).toBe(0)
  })

  test('is forgotten at once as an understudy, but not for a failure at another address', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    expect(table.failed({ ...contactIn(0, 3), address: '10.9.9.9:1' })).toBeUndefined()
    expect(lineUp(table, 0).understudies).toEqual(['10.0.0.3:4000'])
    expect(table.failed(contactIn(0, 3))).toBeUndefined()
    expect(lineUp(table, 0).understudies).toEqual([])
  })
})

describe('a contact that proved to be somebody else', () => {
  test('leaves at once, and an understudy takes its place', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    expect(table.remove(keyIn(0, 1))).toEqual({
      removed: contactIn(0, 1),
      bucket: 0,
      promoted: contactIn(0, 3),
    })
    expect(lineUp(table, 0)).toEqual({ contacts: ['10.0.0.2:4000', '10.0.0.3:4000'], understudies: [] })
  })

  test('leaves a gap when nobody waits', () => {
    const table = full()
    expect(table.remove(keyIn(0, 1))).toEqual({ removed: contactIn(0, 1), bucket: 0, promoted: undefined })
    expect([table.size, table.get(keyIn(0, 1))]).toEqual([3, undefined])
  })

  test('is forgotten as an understudy', () => {
    const table = full()
    table.seen(contactIn(0, 3), 3)
    expect(table.remove(keyIn(0, 3))).toBeUndefined()
    expect(lineUp(table, 0).understudies).toEqual([])
  })

  test('may be unknown, or ourselves', () => {
    const table = full()
    expect([table.remove(keyIn(99)), table.remove(keyIn(0, 99)), table.remove(self)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(held(table)).toHaveLength(4)
  })
})

describe('the limits', () => {
  test('are 20 contacts, 20 understudies and 5 failures unless said otherwise', () => {
    const table = new RoutingTable(self)
    for (let tail = 0; tail < 20; tail++) table.seen(contactIn(40, tail), tail)
    for (let tail = 0; tail < 45; tail++) table.seen(contactIn(0, tail), tail)
    expect([table.k, lineUp(table, 0).contacts.length, lineUp(table, 0).understudies.length]).toEqual([
      20, 20, 20,
    ])
    expect(failTimes(table, 4)).toBeUndefined()
    expect(failTimes(table, 1)?.promoted).toEqual(contactIn(0, 44))
  })

  test('understudies are as many as k unless said otherwise', () => {
    const table = full()
    for (const tail of [3, 4, 5]) table.seen(contactIn(0, tail), tail)
    expect(lineUp(table, 0).understudies).toHaveLength(2)
  })

  test.each([
    [{ k: 0 }, 'k must be an integer of at least 1, got 0'],
    [{ k: 1.5 }, 'k must be an integer of at least 1, got 1.5'],
    [{ bucketSize: 0 }, 'bucketSize must be an integer of at least 1, got 0'],
    [{ understudies: -1 }, 'understudies must be an integer of at least 0, got -1'],
    [{ maxFailures: 0 }, 'maxFailures must be an integer of at least 1, got 0'],
    [{ maxFailures: Number.NaN }, 'maxFailures must be an integer of at least 1, got NaN'],
  ])('refuse %o', (options, message) => {
    expect(() => new RoutingTable(self, options)).toThrow(new RangeError(message))
  })
})
