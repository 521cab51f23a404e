import type { KademliaNode } from '@kadkit/dht'
import { expect, test } from 'vitest'
import { figuresOf, quantile } from '../src/figures.ts'

test.each([
  [[], 0.5, 0],
  [[7], 0.5, 7],
  [[7], 0.95, 7],
  [[1, 2], 0.5, 1],
  [[3, 1, 2], 0.5, 2],
  [[4, 3, 2, 1], 0.5, 2],
  [Array.from({ length: 20 }, (_, i) => 20 - i), 0.95, 19],
  [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95],
  [[10, 9, 100], 1, 100],
  [[10, 9, 100], 0, 9],
])('of %j the quantile %d is %d', (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected)
})

test('a quantile leaves the values in their order', () => {
  const values = [3, 1, 2]
  quantile(values, 0.5)
  expect(values).toEqual([3, 1, 2])
})

test('the line of figures counts nodes, operations and all their datagrams, and says how long they took', () => {
  const node = (sent: number) => ({ stats: () => ({ sent }) }) as unknown as KademliaNode
  expect(figuresOf([node(30), node(12)], [1, 2.26, 30])).toBe(
    '2 nodes, 3 operations, median 2.3 ms, p95 30.0 ms, 42 datagrams',
  )
})
