import { expect, test } from 'vitest'
import { Saves } from '../../src/engine/saves.ts'
import { keyAt } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'

test('records on their way are known by their keys, until they have arrived', () => {
  const saves = new Saves()
  const [first, second, third] = [
    recordAt(1, { value: 'abc' }),
    recordAt(1, { value: 'de', cached: true }),
    recordAt(2, { value: 'f', cached: true }),
  ]
  for (const record of [first, second, third]) saves.begin(record)
  const longest = () => [1, 2, 3].map((number) => saves.longest(keyAt(number)))
  expect(longest()).toEqual([3, 1, 0])
  expect([saves.has(keyAt(1)), saves.has(keyAt(2)), saves.has(keyAt(3))]).toEqual([true, true, false])
  expect([saves.hasReplica(keyAt(1)), saves.hasReplica(keyAt(2)), saves.hasReplica(keyAt(3))]).toEqual([
    true,
    false,
    false,
  ])
  saves.end(first)
  expect([saves.has(keyAt(1)), saves.hasReplica(keyAt(1))]).toEqual([true, false])
  expect(longest()).toEqual([2, 1, 0])
  saves.end(second)
  saves.end(third)
  expect([saves.has(keyAt(1)), saves.has(keyAt(2))]).toEqual([false, false])
  expect(longest()).toEqual([0, 0, 0])
})
