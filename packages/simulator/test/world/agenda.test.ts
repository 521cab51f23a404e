import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Agenda, type Happening } from '../../src/world/agenda.ts'

class Named implements Happening {
  readonly name: number

  constructor(name: number) {
    this.name = name
  }

  happen(): void {}
}

const never = Number.POSITIVE_INFINITY
/** Enter something at a time, or take what is next; few times, so that there are many ties. */
const commands = fc.array(fc.oneof(fc.constant('take' as const), fc.integer({ min: 0, max: 12 })), {
  maxLength: 700,
})

describe('an agenda', () => {
  test('gives what a sorted array gives: by time, and of one instant what was entered first', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const agenda = new Agenda()
        const sorted: { readonly at: number; readonly name: number }[] = []
        for (const [name, command] of sequence.entries()) {
          if (command === 'take') {
            const expected = sorted.shift()
            expect(agenda.take()).toEqual(expected && new Named(expected.name))
          } else {
            agenda.enter(command, new Named(name))
            const later = sorted.findIndex(({ at }) => at > command)
            sorted.splice(later < 0 ? sorted.length : later, 0, { at: command, name })
          }
          expect(agenda.size).toBe(sorted.length)
          expect(agenda.next).toBe(sorted[0]?.at ?? never)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('keeps the order of ten thousand entries of one instant', () => {
    const agenda = new Agenda()
    const names = Array.from({ length: 10_000 }, (_, name) => name)
    for (const name of names) agenda.enter(5, new Named(name))
    expect(names.map(() => agenda.take())).toEqual(names.map((name) => new Named(name)))
  })

  test('has nothing, and never will, while nothing is entered', () => {
    const agenda = new Agenda()
    expect([agenda.next, agenda.size, agenda.take()]).toEqual([never, 0, undefined])
  })

  test('does not enter what never happens', () => {
    const agenda = new Agenda()
    agenda.enter(never, new Named(1))
    expect([agenda.next, agenda.size]).toEqual([never, 0])
  })
})
