import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Estimate, Estimates, refined } from '../../src/engine/estimates.ts'

test('the first round trip is the estimate, and half of it the variation', () => {
  expect(refined(undefined, 100)).toEqual({ smoothedMs: 100, variationMs: 50 })
})

test('a further one moves the smoothed time by an eighth and the variation by a quarter, as RFC 6298 has it', () => {
  expect(refined({ smoothedMs: 100, variationMs: 50 }, 180)).toEqual({ smoothedMs: 110, variationMs: 57.5 })
})

test('the names that were refined last are remembered, as in a map where each refinement enters its name anew', () => {
  const refinements = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat({ max: 500 })), {
    maxLength: 200,
  })
  fc.assert(
    fc.property(refinements, fc.integer({ min: 1, max: 8 }), (sequence, limit) => {
      const estimates = new Estimates(limit)
      const naive = new Map<string, Estimate>()
      for (const [number, ms] of sequence) {
        const name = `memory:${number}`
        const estimate = refined(naive.get(name), ms)
        naive.delete(name)
        naive.set(name, estimate)
        const [oldest = ''] = naive.keys()
        if (naive.size > limit) naive.delete(oldest)
        estimates.refine(name, ms)
        for (let i = 0; i < 10; i++) expect(estimates.get(`memory:${i}`)).toEqual(naive.get(`memory:${i}`))
      }
    }),
  )
})
