import { systemClock } from '@kadkit/clock'
import { describe, expect, test } from 'vitest'
import { MemoryNetwork } from '../src/memory-network.ts'
import { completeOptions, type MemoryNetworkOptions } from '../src/memory-network-options.ts'

test('a network without options is quick, loses nothing and takes 1,200 bytes', () => {
  expect(completeOptions({})).toEqual({
    seed: 1,
    loss: 0,
    duplicate: 0,
    delayMs: 0,
    jitterMs: 0,
    maxMessageBytes: 1_200,
    maxInFlight: 100_000,
    clock: systemClock,
  })
})

describe('an option out of its range is refused by its name:', () => {
  const bad: readonly (readonly [MemoryNetworkOptions, string])[] = [
    [{ seed: 1.5 }, 'seed must be an integer, got 1.5'],
    [{ seed: Number.NaN }, 'seed must be an integer, got NaN'],
    [{ loss: -0.1 }, 'loss must be a probability of 0 to 1, got -0.1'],
    [{ loss: 5 }, 'loss must be a probability of 0 to 1, got 5'],
    [{ loss: Number.NaN }, 'loss must be a probability of 0 to 1, got NaN'],
    [{ duplicate: 1.1 }, 'duplicate must be a probability of 0 to 1, got 1.1'],
    [{ delayMs: -1 }, 'delayMs must be a finite number of milliseconds, not negative, got -1'],
    [
      { jitterMs: Number.POSITIVE_INFINITY },
      'jitterMs must be a finite number of milliseconds, not negative, got Infinity',
    ],
    [{ maxMessageBytes: 0 }, 'maxMessageBytes must be a positive integer, got 0'],
    [{ maxInFlight: 2.5 }, 'maxInFlight must be a positive integer, got 2.5'],
  ]
  for (const [options, words] of bad) {
    test(words, () => {
      expect(() => new MemoryNetwork(options)).toThrow(new RangeError(words))
    })
  }
})

test('the bounds themselves are good', () => {
  const bounds = {
    loss: 1,
    duplicate: 1,
    delayMs: 0,
    jitterMs: 0,
    maxMessageBytes: 1,
    maxInFlight: 1,
    seed: -7,
  }
  expect(completeOptions(bounds)).toMatchObject(bounds)
})
