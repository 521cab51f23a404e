import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Due, Timetable } from '../../src/engine/timetable.ts'
import { Dice } from '../support/dice.ts'

interface Item extends Due {
  readonly name: number
}

const never = Number.POSITIVE_INFINITY
const times = fc.integer({ min: 0, max: 30 })
/** Enter a new item; move, or dismiss, one of those that wait; or take what is due. */
const commands = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('add' as const), at: times }),
    fc.record({ type: fc.constant('move' as const), which: fc.nat(), at: times }),
    fc.record({ type: fc.constant('dismiss' as const), which: fc.nat() }),
    fc.record({ type: fc.constant('take' as const), now: times }),
  ),
  { maxLength: 400 },
)

/** The same by looking at every item. */
class NaiveTimetable {
  readonly items: Item[] = []

  get next(): number {
    return Math.min(never, ...this.items.map(({ dueAt }) => dueAt))
  }

  remove(item: Item): void {
    this.items.splice(this.items.indexOf(item), 1)
  }
}

describe('a timetable', () => {
  test('gives what is due, the earliest first, as looking at every item does', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const timetable = new Timetable<Item>()
        const naive = new NaiveTimetable()
        for (const [name, command] of sequence.entries()) {
          const item = 'which' in command ? naive.items[command.which % naive.items.length] : undefined
          if (command.type === 'add') {
            const added = { name, dueAt: command.at, slot: -1 }
            naive.items.push(added)
            timetable.add(added)
          } else if (command.type === 'move' && item !== undefined) {
            item.dueAt = command.at
            timetable.add(item)
          } else if (command.type === 'dismiss' && item !== undefined) {
            timetable.dismiss(item)
            naive.remove(item)
          } else if (command.type === 'take') {
            const due = naive.next <= command.now ? naive.next : undefined
            const taken = timetable.take(command.now)
            expect(taken?.dueAt).toBe(due)
            if (taken === undefined) continue
            expect(naive.items).toContain(taken)
            naive.remove(taken)
          }
          expect(timetable.next).toBe(naive.next)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is due at its time and not before', () => {
    const timetable = new Timetable<Item>()
    timetable.add({ name: 1, dueAt: 10, slot: -1 })
    expect(timetable.take(9.999)).toBeUndefined()
    expect(timetable.take(10)?.name).toBe(1)
    expect(timetable.take(10)).toBeUndefined()
    expect(timetable.next).toBe(never)
  })

  test('never gives what is never due', () => {
    const timetable = new Timetable<Item>()
    timetable.add({ name: 1, dueAt: never, slot: -1 })
    expect(timetable.next).toBe(never)
    expect(timetable.take(never)).toBeUndefined()
  })

  test('does not grow when one item is moved a hundred thousand times', () => {
    const timetable = new Timetable<Item>()
    const item = { name: 1, dueAt: 0, slot: -1 }
    let most = 0
    for (let dueAt = 100_000; dueAt > 0; dueAt--) {
      item.dueAt = dueAt
      timetable.add(item)
      most = Math.max(most, timetable.slots)
    }
    expect(most).toBeLessThanOrEqual(64)
    expect(timetable.take(1)).toBe(item)
  })

  test('holds at most twice as many slots as items that wait, and still gives them in order (seed 7)', () => {
    const timetable = new Timetable<Item>()
    const dice = new Dice(7)
    const items = Array.from({ length: 1_000 }, (_, name) => ({
      name,
      dueAt: dice.below(1_000_000),
      slot: -1,
    }))
    for (const item of items) timetable.add(item)
    for (let moves = 0; moves < 20_000; moves++) {
      const item = dice.pick(items)
      item.dueAt = dice.below(1_000_000)
      timetable.add(item)
      if (timetable.slots > 2_000) throw new Error(`${timetable.slots} slots`)
    }
    const times = items.map(({ dueAt }) => dueAt).sort((a, b) => a - b)
    const taken: number[] = []
    for (let item = timetable.take(1_000_000); item !== undefined; item = timetable.take(1_000_000)) {
      taken.push(item.dueAt)
    }
    expect(taken).toEqual(times)
  })
})
