import { expect, test } from 'vitest'
import { BoundedMap } from '../../src/engine/bounded-map.ts'

test('a bounded map lets go of the entry that was set longest ago', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.get('b')
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4])
})

test('setting an entry again takes no further room', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  for (let i = 0; i < 10; i++) map.set('b', i)
  expect([map.get('a'), map.get('b')]).toEqual([1, 9])
})

test('a bounded map with no room keeps nothing', () => {
  const map = new BoundedMap<string, number>(0)
  map.set('a', 1)
  expect(map.get('a')).toBeUndefined()
})

test('a deleted entry is gone, and makes room', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.delete('b')
  map.delete('b')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
})

test('the oldest entry is the one that was set longest ago', () => {
  const map = new BoundedMap<string, number>(3)
  expect(map.oldest).toBeUndefined()
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  expect(map.oldest).toEqual(['b', 2])
  map.delete('b')
  expect(map.oldest).toEqual(['a', 3])
})
