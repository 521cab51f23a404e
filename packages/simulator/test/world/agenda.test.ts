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

describe('an agenda with slices', () => {
  const slices = { beginning: 1_000, ms: 50 }
  const taken = (agenda: Agenda) => {
    const names: unknown[] = []
    for (let next = agenda.take(); next !== undefined; next = agenda.take()) names.push((next as Named).name)
    return names
  }

  test('goes through a slice node by node, and for each node by time, then by entry', () => {
    const agenda = new Agenda(slices)
    agenda.enter(1_049, new Named(5), 1)
    agenda.enter(1_010, new Named(7), 2)
    agenda.enter(1_001, new Named(3), 1)
    agenda.enter(1_050, new Named(8), 1)
    agenda.enter(1_001, new Named(4), 1)
    expect(taken(agenda)).toEqual([3, 4, 5, 7, 8])
  })

  test('puts off what belongs to no node to the beginning of the next slice, where it comes first', () => {
    const agenda = new Agenda(slices)
    agenda.enter(1_050, new Named(2), 1)
    agenda.enter(1_010, new Named(1))
    agenda.enter(1_049, new Named(0), 9)
    expect([agenda.next, taken(agenda), agenda.takenAt]).toEqual([1_000, [0, 1, 2], 1_050])
  })
})
