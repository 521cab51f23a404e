import { expect, test } from 'vitest'
import { Saves } from '../../src/engine/saves.ts'
import { keyAt } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'

test('records on their way are counted, with their bytes, until they have arrived', () => {
  const saves = new Saves()
  const [first, second, third] = [
    recordAt(1, { value: 'abc' }),
    recordAt(1, { value: 'de', cached: true }),
    recordAt(2, { value: 'f', cached: true }),
  ]
  for (const record of [first, second, third]) saves.begin(record)
  expect([saves.count, saves.bytes]).toEqual([3, 6])
  expect([saves.has(keyAt(1)), saves.has(keyAt(2)), saves.has(keyAt(3))]).toEqual([true, true, false])
  expect([saves.hasReplica(keyAt(1)), saves.hasReplica(keyAt(2)), saves.hasReplica(keyAt(3))]).toEqual([
    true,
    false,
    false,
  ])
  saves.end(first)
  expect([saves.has(keyAt(1)), saves.hasReplica(keyAt(1)), saves.count, saves.bytes]).toEqual([
    true,
    false,
    2,
    3,
  ])
  saves.end(second)
  saves.end(third)
  expect([saves.has(keyAt(1)), saves.has(keyAt(2)), saves.count, saves.bytes]).toEqual([false, false, 0, 0])
})
