import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder } from '../src/in-order.ts'

it('gives every name in the order of sort()', () => {
  const name = fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(fc.array(name, { minLength: 1_500, maxLength: 6_000, size: 'max' }), (names) => {
      expect([...inOrder(names)]).toEqual([...names].sort())
    }),
    { numRuns: 20 },
  )
})

it('sorts what it is asked for, and not yet the rest', () => {
  const names = Array.from({ length: 50_000 }, (_, i) => String((i * 7_919) % 50_000).padStart(5, '0'))
  const sort = Array.prototype.sort
  let sorted = 0
  Array.prototype.sort = function (...by) {
    sorted += this.length
    return sort.apply(this, by)
  }
  try {
    expect(inOrder(names).next().value).toBe('00000')
  } finally {
    Array.prototype.sort = sort
  }
  expect(sorted).toBeLessThan(2_000)
})

it('ends also with names whose order is chosen to split badly', () => {
  const same = Array.from({ length: 5_000 }, () => 'same')
  expect([...inOrder(same)]).toEqual(same)
})
