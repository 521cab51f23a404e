import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../src/index.ts'
import { Roster } from '../src/roster.ts'

/** Keys whose first words are the same for every four numbers, so that the rest of them has to be looked at. */
function entry(number: number): Entry {
  const key = Key.fromBytes(new Uint8Array(32).fill(number >> 2, 0, 4).fill(number, 31))
  return { contact: { key, address: `memory:${number}` }, seenAt: number / 2, failures: number % 3 }
}

test('a roster is what an array of entries is', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 99 }), fc.nat({ max: 99 })), {
    maxLength: 80,
  })
  fc.assert(
    fc.property(
      changes,
      fc.constantFrom(0, 3, 32, 225, 256),
      fc.integer({ min: 1, max: 30 }),
      (sequence, from, usual) => {
        const roster = new Roster(from, usual)
        const naive: Entry[] = []
        for (const [inserts, number, where] of sequence) {
          const known = naive.some(({ contact }) => contact.key.equals(entry(number).contact.key))
          if (inserts && !known) {
            const index = where % (naive.length + 1)
            roster.insert(index, entry(number))
            naive.splice(index, 0, entry(number))
          } else if (!inserts && naive.length > 0) {
            const index = where % naive.length
            roster.remove(index)
            naive.splice(index, 1)
          }
          if (number % 7 === 0 && naive.length > 0) {
            roster.rotate(where % naive.length)
            naive.push(...naive.splice(0, where % naive.length))
          }
          expect(roster.entries()).toEqual(naive)
          expect(roster.length).toBe(naive.length)
          const { key } = entry(number).contact
          expect(roster.indexOf(key)).toBe(naive.findIndex(({ contact }) => contact.key.equals(key)))
        }
      },
    ),
  )
})

test('nobody is at -1', () => {
  const roster = new Roster(0, 20)
  roster.insert(0, entry(1))
  expect([roster.contact(-1), roster.entry(-1), roster.entry(0)]).toEqual([undefined, undefined, entry(1)])
})

test('failures are counted, and forgotten by whoever is seen again', () => {
  const roster = new Roster(0, 20)
  for (const number of [0, 3, 6]) roster.insert(roster.length, entry(number))
  expect(roster.flawed).toBe(false)
  roster.fail(1)
  roster.fail(1)
  expect([roster.flawed, roster.failures(0), roster.failures(1)]).toEqual([true, 0, 2])
  roster.renew(1, 9)
  expect(roster.entries().map(({ contact, failures }) => [contact.address, failures])).toEqual([
    ['memory:0', 0],
    ['memory:6', 0],
    ['memory:3', 0],
  ])
})

test('an entry takes the place of another', () => {
  const roster = new Roster(0, 20)
  for (const number of [0, 3]) roster.insert(roster.length, entry(number))
  const { contact, seenAt } = entry(5)
  roster.replace(0, contact, roster.headOf(contact.key), seenAt)
  expect(roster.entries()).toEqual([{ ...entry(5), failures: 0 }, entry(3)])
  expect(roster.indexOf(entry(5).contact.key)).toBe(0)
  expect(roster.indexOf(entry(0).contact.key)).toBe(-1)
})

test('who is not here is not found, and all others are, after any number of replacements', () => {
  const roster = new Roster(0, 20)
  for (let number = 0; number < 20; number++) roster.insert(number, entry(number))
  for (let number = 20; number < 100; number++) {
    const { contact, seenAt } = entry(number)
    roster.replace(number % 20, contact, roster.headOf(contact.key), seenAt)
    if (number % 30 === 0) roster.tidy()
    for (let other = 0; other < 100; other++) {
      const isHere = other > number - 20 && other <= number
      expect(roster.indexOf(entry(other).contact.key)).toBe(isHere ? other % 20 : -1)
    }
  }
})
