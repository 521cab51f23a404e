import { describe, expect, test } from 'vitest'
import { mean } from '../../src/measures/quantile.ts'
import type { LatencyModel } from '../../src/network/latency.ts'
import { latencyOf } from '../../src/network/latency-of.ts'

const HOSTS = 1_024
const king: LatencyModel = { model: 'king' }
const lognormal: LatencyModel = { model: 'lognormal' }

/** Median and mean of the round-trip times of all pairs of so many hosts. */
function allPairs(model: LatencyModel, seed: number): { readonly median: number; readonly mean: number } {
  const latency = latencyOf(model, seed)
  const times = new Float64Array((HOSTS * (HOSTS - 1)) / 2)
  let [count, sum] = [0, 0]
  for (let a = 1; a <= HOSTS; a++) {
    for (let b = a + 1; b <= HOSTS; b++) {
      const time = latency(a, b)
      times[count++] = time
      sum += time
    }
  }
  return { median: times.sort()[count >>> 1] ?? Number.NaN, mean: sum / count }
}

function within(share: number, measured: number, expected: number): void {
  expect(Math.abs(measured / expected - 1), `${measured} for ${expected}`).toBeLessThan(share)
}

describe('unit latency', () => {
  test('is 100 ms, or what is said, for every pair', () => {
    for (const [a, b] of [
      [1, 2],
      [2, 1],
      [700, 3],
    ] as const) {
      expect(latencyOf({ model: 'unit' }, 1)(a, b)).toBe(100)
      expect(latencyOf({ model: 'unit', rttMs: 7.5 }, 1)(a, b)).toBe(7.5)
    }
  })
})

describe.each([lognormal, king])('$model latency', (model) => {
  test.each([1, 2])(
    'has a median of 156 ms and a mean of 178 ms over all pairs of 1,024 hosts (seed %d)',
    (seed) => {
      const measured = allPairs(model, seed)
      within(0.015, measured.median, 156)
      within(0.015, measured.mean, 178)
    },
  )

  test('has the median and the mean that are asked for', () => {
    const measured = allPairs({ ...model, medianMs: 40, meanMs: 60 }, 4)
    // The wider the distribution, the less exact is a median that was fitted to a sample of the pairs.
    within(0.03, measured.median, 40)
    within(0.03, measured.mean, 60)
  })

  test('is the same in both directions and each time, positive, and another with another seed', () => {
    const [latency, again, other] = [latencyOf(model, 5), latencyOf(model, 5), latencyOf(model, 6)]
    for (let a = 1; a <= 50; a++) {
      for (let b = 1; b < a; b++) {
        expect(latency(b, a)).toBe(latency(a, b))
        expect(again(a, b)).toBe(latency(a, b))
        expect(latency(a, b)).toBeGreaterThan(0)
        expect(other(a, b)).not.toBe(latency(a, b))
      }
    }
  })
})

describe('king latency', () => {
  test('lets nodes beyond the last host share hosts', () => {
    const latency = latencyOf({ model: 'king', hosts: 16 }, 7)
    expect(latency(3, 5)).toBe(latency(3 + 16, 5 + 32))
    expect(latency(3, 5)).not.toBe(latency(4, 5))
  })

  test('has a geography: who is near to a host has similar round trips to all others', () => {
    const latency = latencyOf(king, 8)
    const others = Array.from({ length: 200 }, (_, i) => i + 800)
    const differences = (a: number, b: number) =>
      mean(others.map((other) => Math.abs(Math.log(latency(a, other) / latency(b, other)))))
    const pairs = Array.from({ length: 400 }, (_, i) => [2 * i, 2 * i + 1] as const).sort(
      ([a, b], [c, d]) => latency(a, b) - latency(c, d),
    )
    const near = mean(pairs.slice(0, 40).map(([a, b]) => differences(a, b)))
    const far = mean(pairs.slice(-40).map(([a, b]) => differences(a, b)))
    expect(near).toBeLessThan(0.8 * far)
  })
})

test.each<[LatencyModel, string]>([
  [{ model: 'unit', rttMs: 0 }, 'rttMs'],
  [{ model: 'unit', rttMs: Number.NaN }, 'rttMs'],
  [{ model: 'unit', rttMs: Number.POSITIVE_INFINITY }, 'rttMs'],
  [{ model: 'lognormal', medianMs: -1 }, 'medianMs'],
  [{ model: 'lognormal', medianMs: 200 }, 'meanMs'],
  [{ model: 'lognormal', meanMs: Number.NaN }, 'meanMs'],
  [{ model: 'king', meanMs: 155 }, 'meanMs'],
  [{ model: 'king', hosts: 1 }, 'hosts'],
  [{ model: 'king', hosts: 65_537 }, 'hosts'],
  [{ model: 'king', hosts: 10.5 }, 'hosts'],
])('%j is refused, and %s named', (model, name) => {
  expect(() => latencyOf(model, 1)).toThrow(RangeError)
  expect(() => latencyOf(model, 1)).toThrow(name)
})
