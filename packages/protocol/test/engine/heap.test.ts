import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Heap, type Slotted } from '../../src/engine/heap.ts'

interface Item extends Slotted {
  rank: number
}

const ranks = fc.nat(1_000)
const commands = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('add' as const), rank: ranks }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('move' as const), which: fc.nat(), rank: ranks }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), which: fc.nat() }) },
  ),
  { minLength: 50, maxLength: 200, size: 'max' },
)

test('the first of a heap is the least of all that are in it, whatever comes, moves and goes', () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      const heap = new Heap<Item>((a, b) => a.rank < b.rank)
      const items: Item[] = []
      for (const command of sequence) {
        const item = 'which' in command ? items[command.which % items.length] : undefined
        if (command.type === 'add') {
          const added = { rank: command.rank, slot: -1 }
          items.push(added)
          heap.add(added)
        } else if (item !== undefined && command.type === 'move') {
          item.rank = command.rank
          heap.moved(item)
        } else if (item !== undefined) {
          items.splice(items.indexOf(item), 1)
          heap.remove(item)
          expect(item.slot).toBe(-1)
          heap.remove(item)
        }
        expect(heap.size).toBe(items.length)
        expect(heap.first?.rank).toBe(
          items.length === 0 ? undefined : Math.min(...items.map(({ rank }) => rank)),
        )
        if (heap.first !== undefined) expect(items).toContain(heap.first)
      }
    }),
  )
})
