import { wordFrom } from '@kadkit/key'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../src/index.ts'
import { Understudies } from '../src/understudies.ts'
import { contactIn } from './contacts.ts'

const INDEX = 3

function entry(tail: number, seenAt: number): Entry {
  return { contact: contactIn(INDEX, tail), seenAt, failures: 0 }
}

/** Lets one wait, with the head of its key. */
function wait(understudies: Understudies, { contact, seenAt }: Entry): void {
  understudies.wait(contact, wordFrom(contact.key, INDEX + 1), seenAt)
}

test('those who wait are what a list with the newest in front is, whatever comes and goes', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 9 })), { maxLength: 60 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5 }), (sequence, limit) => {
      const understudies = new Understudies(INDEX + 1, limit)
      let naive: Entry[] = []
      for (const [now, [waits, tail]] of sequence.entries()) {
        const { contact } = entry(tail, now)
        naive = naive.filter((other) => !other.contact.key.equals(contact.key))
        if (waits) naive = [entry(tail, now), ...naive].slice(0, limit)
        if (waits) wait(understudies, entry(tail, now))
        else understudies.dismiss(contact.key)
        expect(understudies.entries()).toEqual(naive)
        expect(understudies.length).toBe(naive.length)
        expect(understudies.has(contact)).toBe(naive.some((other) => other.contact.key.equals(contact.key)))
      }
    }),
    { numRuns: 300 },
  )
})

test('the rival that is found is the one seen last, by its key or its address, and not before it is to be', () => {
  const understudies = new Understudies(INDEX + 1, 3)
  const address = 'memory:1'
  for (const [now, tail] of [1, 2, 3, 4].entries()) {
    const contact = tail === 4 ? contactIn(INDEX, tail) : { ...contactIn(INDEX, tail), address }
    wait(understudies, { contact, seenAt: now, failures: 0 })
  }
  const tailOf = (since: number, tail: number) =>
    understudies.rivalOf({ ...contactIn(INDEX, tail), address }, since)?.seenAt
  expect(tailOf(0, 9)).toBe(2)
  expect(tailOf(0, 4)).toBe(3)
  expect(tailOf(3, 9)).toBeUndefined()
  expect(understudies.rivalOf(contactIn(INDEX, 1), 0)).toBeUndefined()
})
