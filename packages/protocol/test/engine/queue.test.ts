import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Queue } from '../../src/engine/queue.ts'

test('a queue gives what an array gives that is shifted', () => {
  const commands = fc.array(fc.oneof(fc.constant('take' as const), fc.nat()), { maxLength: 100 })
  fc.assert(
    fc.property(commands, (sequence) => {
      const queue = new Queue<number>()
      const naive: number[] = []
      for (const command of sequence) {
        if (command === 'take') {
          expect(queue.take()).toBe(naive.shift())
        } else {
          queue.push(command)
          naive.push(command)
        }
      }
      while (naive.length > 0) expect(queue.take()).toBe(naive.shift())
      expect(queue.take()).toBeUndefined()
    }),
  )
})
