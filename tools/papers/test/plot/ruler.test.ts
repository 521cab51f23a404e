import { expect, test } from 'vitest'
import { rulerOf } from '../../src/plot/ruler.ts'

test('a linear axis with both ends has round ticks from the one to the other', () => {
  const ruler = rulerOf({ label: 'x', scale: 'linear', from: 0, to: 105 }, [10, 100])
  expect(ruler.ticks).toEqual([0, 20, 40, 60, 80, 100])
  expect([ruler.at(0), ruler.at(52.5), ruler.at(105)]).toEqual([0, 0.5, 1])
})

test('a logarithmic axis has 1, 2 and 5 of each decade, and equal ratios are equally long', () => {
  const ruler = rulerOf({ label: 'x', scale: 'log', from: 1, to: 100 }, [])
  expect(ruler.ticks).toEqual([1, 2, 5, 10, 20, 50, 100])
  expect(ruler.at(10)).toBeCloseTo(0.5)
})

test('without ends, all values lie inside, with a margin', () => {
  for (const scale of ['linear', 'log'] as const) {
    const ruler = rulerOf({ label: 'x', scale }, [3, 700])
    expect(ruler.at(3)).toBeCloseTo(1 / 12)
    expect(ruler.at(700)).toBeCloseTo(11 / 12)
  }
})

test('values that are all the same lie in the middle', () => {
  expect(rulerOf({ label: 'x', scale: 'linear' }, [5, 5]).at(5)).toBeCloseTo(0.5)
  expect(rulerOf({ label: 'x', scale: 'linear' }, [0]).at(0)).toBeCloseTo(0.5)
})
