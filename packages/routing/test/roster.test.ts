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
    fc.property(changes, (sequence) => {
      const roster = new Roster()
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
        expect(roster.entries()).toEqual(naive)
        expect(roster.length).toBe(naive.length)
        const { key } = entry(number).contact
        expect(roster.indexOf(key)).toBe(naive.findIndex(({ contact }) => contact.key.equals(key)))
      }
    }),
  )
})

test('nobody is at -1', () => {
  const roster = new Roster()
  roster.insert(0, entry(1))
  expect([roster.contact(-1), roster.entry(-1), roster.entry(0)]).toEqual([undefined, undefined, entry(1)])
})
