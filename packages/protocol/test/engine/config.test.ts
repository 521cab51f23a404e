import { describe, expect, test } from 'vitest'
import { type Config, completeConfig, defaultConfig } from '../../src/engine/config.ts'

const ranges: Record<keyof Config, readonly [min: number, max: number]> = {
  k: [1, 64],
  bucketSize: [1, 1_024],
  alpha: [1, 64],
  retries: [0, 16],
  initialTimeoutMs: [1, 600_000],
  minTimeoutMs: [1, 600_000],
  maxTimeoutMs: [1, 600_000],
  maxProgressMs: [1, 86_400_000],
  maxFailures: [1, 100],
  staleAfterMs: [1, 86_400_000],
  probeEveryMs: [0, 86_400_000],
  refreshEveryMs: [1_000, 86_400_000],
  noteEveryMs: [1_000, Number.POSITIVE_INFINITY],
  ttlMs: [1_000, 4_294_967_295_000],
  republishEveryMs: [1_000, Number.POSITIVE_INFINITY],
  maxRepublishing: [1, 1_024],
  maxOwnValues: [0, 2 ** 32],
  maxOwnValueBytesInSum: [0, 2 ** 52],
  replicateEveryMs: [1_000, Number.POSITIVE_INFINITY],
  maxReplicating: [1, 1_024],
  maxValues: [0, 2 ** 32],
  maxValueBytesInSum: [0, 2 ** 52],
  maxValueBytes: [0, 2 ** 31 - 1],
  maxOutgoingBytes: [0, 2 ** 52],
  maxActiveOperations: [1, 65_536],
  maxWaitingOperations: [0, 2 ** 20],
  maxTickets: [1, 65_536],
  storageTimeoutMs: [1, 3_600_000],
}

/** Both timeouts, where one alone would contradict the default of the other. */
function withField(name: string, value: unknown): Partial<Config> {
  const wide = { minTimeoutMs: 1, maxTimeoutMs: 600_000 }
  return { ...wide, [name]: value }
}

describe('a configuration', () => {
  test('is the default where nothing else is given', () => {
    expect(completeConfig()).toEqual(defaultConfig)
    expect(completeConfig({ k: 7, alpha: undefined } as unknown as Partial<Config>)).toEqual({
      ...defaultConfig,
      k: 7,
      bucketSize: 7,
    })
  })

  test('has buckets of k contacts, unless their size is given', () => {
    expect(defaultConfig.bucketSize).toBe(defaultConfig.k)
    expect(completeConfig({ k: 8 }).bucketSize).toBe(8)
    expect(completeConfig({ k: 8, bucketSize: 50 })).toEqual({ ...defaultConfig, k: 8, bucketSize: 50 })
    expect(completeConfig({ bucketSize: 50 })).toEqual({ ...defaultConfig, bucketSize: 50 })
  })

  test('refuses a name that does not exist, and names those that do', () => {
    const wrong = { kk: 20 } as unknown as Partial<Config>
    expect(() => completeConfig(wrong)).toThrow(TypeError)
    expect(() => completeConfig(wrong)).toThrow(/no field 'kk'.*\bk, bucketSize, alpha\b/)
    expect(() => completeConfig(JSON.parse('{"__proto__": 1}'))).toThrow(/no field '__proto__'/)
  })

  test('refuses a least timeout above the greatest one', () => {
    expect(() => completeConfig({ minTimeoutMs: 5_000 })).toThrow(RangeError)
    expect(() => completeConfig({ minTimeoutMs: 4_001, maxTimeoutMs: 4_000 })).toThrow(
      'config.minTimeoutMs (4001) exceeds maxTimeoutMs (4000)',
    )
    expect(completeConfig({ minTimeoutMs: 4_000, maxTimeoutMs: 4_000 }).minTimeoutMs).toBe(4_000)
  })

  test('has a range for every field', () => {
    expect(Object.keys(ranges).sort()).toEqual(Object.keys(defaultConfig).sort())
  })
})

describe.each(Object.entries(ranges))('config.%s', (name, [min, max]) => {
  test(`may be ${min} to ${max}`, () => {
    expect(completeConfig(withField(name, min))).toHaveProperty(name, min)
    expect(completeConfig(withField(name, max))).toHaveProperty(name, max)
  })

  test.each([
    min - 1,
    max === Number.POSITIVE_INFINITY ? min - 2 : max + 1,
    min + 0.5,
    Number.NaN,
    // What may be endless is refused only below.
    max === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    String(min),
    BigInt(min),
    null,
    {},
  ])('is refused as %s, by name and range', (value) => {
    expect(() => completeConfig(withField(name, value))).toThrow(RangeError)
    expect(() => completeConfig(withField(name, value))).toThrow(
      `config.${name} must be an integer of ${min} to ${max}, got ${String(value)}`,
    )
  })
})
