import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Tickets } from '../../src/engine/tickets.ts'

test('have numbers in turn, and are there until they are taken out', () => {
  const tickets = new Tickets<string>()
  expect(['a', 'b', 'c'].map((item) => tickets.add(item))).toEqual([1, 2, 3])
  expect([tickets.get(1), tickets.get(2), tickets.get(3), tickets.get(4), tickets.get(0)]).toEqual([
    'a',
    'b',
    'c',
    undefined,
    undefined,
  ])
  tickets.delete(2)
  tickets.delete(2)
  expect([tickets.get(2), tickets.size, tickets.oldest]).toEqual([undefined, 2, 1])
  tickets.delete(1)
  expect([tickets.get(1), tickets.size, tickets.oldest]).toEqual([undefined, 1, 3])
  tickets.delete(3)
  expect([tickets.get(3), tickets.size, tickets.oldest]).toEqual([undefined, 0, undefined])
  expect([tickets.add('d'), tickets.get(4), tickets.get(1)]).toEqual([4, 'd', undefined])
})

test('are what a Map would hold, whatever is added and taken out', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat({ max: 300 })), { maxLength: 600 }), (steps) => {
      const tickets = new Tickets<number>()
      const map = new Map<number, number>()
      for (const [item, back] of steps.entries()) {
        if (back === null) {
          map.set(tickets.add(item), item)
        } else {
          tickets.delete(map.size - back)
          map.delete(map.size - back)
        }
        expect(tickets.size).toBe(map.size)
        expect(tickets.oldest).toBe(map.keys().next().value)
      }
      for (const [number, item] of map) expect(tickets.get(number)).toBe(item)
    }),
  )
})

test('are found where one waits long while others come and go, and where there is always one', () => {
  const tickets = new Tickets<string>()
  const first = tickets.add('first')
  const others = Array.from({ length: 500 }, (_, i) => tickets.add(`${i}`))
  for (const number of others) tickets.delete(number)
  expect([tickets.size, tickets.oldest]).toEqual([1, first])
  tickets.delete(first)
  // Never empty, and so moved now and then.
  let last = tickets.add('another')
  for (let i = 0; i < 1_000; i++) {
    const next = tickets.add(`${i}`)
    tickets.delete(last)
    last = next
    expect([tickets.get(next), tickets.size, tickets.oldest]).toEqual([`${i}`, 1, next])
  }
})
