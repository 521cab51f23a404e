import { describe, expect, test } from 'vitest'
import type { Happening } from '../../src/world/agenda.ts'
import { SlicedAgenda } from '../../src/world/sliced-agenda.ts'

class Named implements Happening {
  readonly name: number

  constructor(name: number) {
    this.name = name
  }

  happen(): void {}
}

describe('an agenda with slices', () => {
  const slices = { beginning: 1_000, ms: 50 }
  const taken = (agenda: SlicedAgenda) => {
    const names: unknown[] = []
    for (let next = agenda.take(); next !== undefined; next = agenda.take()) names.push((next as Named).name)
    return names
  }

  test('goes through a slice node by node, and for each node by time, then by entry', () => {
    const agenda = new SlicedAgenda(slices)
    agenda.enter(1_049, new Named(5), 1)
    agenda.enter(1_010, new Named(7), 2)
    agenda.enter(1_001, new Named(3), 1)
    agenda.enter(1_050, new Named(8), 1)
    agenda.enter(1_001, new Named(4), 1)
    expect(taken(agenda)).toEqual([3, 4, 5, 7, 8])
  })

  test('puts off what belongs to no node to the beginning of the next slice, where it comes first', () => {
    const agenda = new SlicedAgenda(slices)
    agenda.enter(1_050, new Named(2), 1)
    agenda.enter(1_010, new Named(1))
    agenda.enter(1_049, new Named(0), 9)
    expect([agenda.next, taken(agenda), agenda.takenAt]).toEqual([1_000, [0, 1, 2], 1_050])
  })

  test('lets what is entered for the slice under way happen in the same turn, at its time', () => {
    const agenda = new SlicedAgenda(slices)
    agenda.enter(1_010, new Named(0), 3)
    agenda.enter(1_030, new Named(3), 3)
    agenda.enter(1_005, new Named(4), 4)
    expect(agenda.take()).toEqual(new Named(0))
    agenda.enter(1_020, new Named(1), 3)
    agenda.enter(1_020, new Named(2), 3)
    agenda.enter(1_120, new Named(5), 3)
    expect([agenda.size, agenda.next, taken(agenda)]).toEqual([5, 1_000, [1, 2, 3, 4, 5]])
    expect([agenda.size, agenda.next]).toEqual([0, Number.POSITIVE_INFINITY])
  })

  test('finds the next slice among those that were entered in no order', () => {
    const agenda = new SlicedAgenda(slices)
    const names = [4, 1, 3, 0, 2]
    for (const name of names) agenda.enter(1_000 + 5_000 * name, new Named(name), 1)
    const nexts = names.map(() => {
      const { next } = agenda
      agenda.take()
      return next
    })
    expect(nexts).toEqual([1_000, 6_000, 11_000, 16_000, 21_000])
  })
})
