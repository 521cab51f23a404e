import { MemoryNetwork } from '@kadkit/transport'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { defaultHasher } from '../src/default-hasher.ts'
import { framed } from '../src/framed-transport.ts'
import { allowedMs, completeOptions, type FramingOptions } from '../src/framing-options.ts'

const MIB = 2 ** 20

test('the defaults are what the README says', () => {
  expect(completeOptions({}, 1_200)).toMatchObject({
    maxMessageBytes: 16 * MIB,
    datagramBytes: 1_200,
    maxReassemblyBytes: 32 * MIB,
    maxSourceTransfers: 8,
    maxTransfers: 1_024,
    maxChunksInFlight: 2_048,
    maxHeldBytes: 64 * MIB,
    idleMs: 3_000,
    graceMs: 10_000,
    minBytesPerSecond: 65_536,
  })
  expect(completeOptions({}, 65_507).datagramBytes).toBe(1_200)
  expect(completeOptions({}, 512).datagramBytes).toBe(512)
})

test('a longest message always fits into what one source may take, with all that it needs beside', () => {
  for (const maxMessageBytes of [1, 1_000, MIB, 16 * MIB, 100 * MIB]) {
    const { maxReassemblyBytes, maxSourceBytes } = completeOptions(
      { maxMessageBytes, maxReassemblyBytes: maxMessageBytes, maxHeldBytes: maxMessageBytes },
      1_200,
    )
    expect(maxSourceBytes).toBeGreaterThan(maxMessageBytes)
    expect(maxReassemblyBytes).toBeGreaterThanOrEqual(maxSourceBytes)
    expect(maxReassemblyBytes).toBeLessThan(1.03 * maxMessageBytes + 4_096)
  }
})

test('a message is allowed ten seconds and one for each 64 KiB', () => {
  expect(allowedMs(completeOptions({}, 1_200), 65_536 * 3)).toBe(13_000)
})

describe('an option out of its range is refused by its name', () => {
  const bad: readonly FramingOptions[] = [
    { maxMessageBytes: 0 },
    { maxMessageBytes: 2 ** 30 + 1 },
    { maxMessageBytes: Number.NaN },
    { datagramBytes: 255 },
    { datagramBytes: 1_201 },
    { maxReassemblyBytes: 16 * MIB - 1 },
    { maxSourceBytes: 16 * MIB - 1 },
    { maxSourceTransfers: 0 },
    { maxTransfers: 1.5 },
    { maxChunksInFlight: 15 },
    { maxHeldBytes: 16 * MIB - 1 },
    { idleMs: 0 },
    { graceMs: Number.POSITIVE_INFINITY },
    { minBytesPerSecond: -1 },
  ]
  for (const options of bad) {
    const [[name, value] = ['', '']] = Object.entries(options)
    test(`${name} of ${String(value)}`, () => {
      expect(() => completeOptions(options, 1_200)).toThrow(RangeError)
      expect(() => completeOptions(options, 1_200)).toThrow(
        new RegExp(`^${name} must be .*, got ${String(value)}$`),
      )
    })
  }

  test('a text that looks like a number', () => {
    const options = { maxTransfers: '9' } as unknown as FramingOptions
    expect(() => completeOptions(options, 1_200)).toThrow('got "9"')
  })

  test('a transport below that carries too little', () => {
    expect(() => framed(new MemoryNetwork({ maxMessageBytes: 255 }).transport())).toThrow(
      'a transport below must carry messages of at least 256 bytes, got 255',
    )
  })
})

test('a hasher that is no SHA-256 is a TypeError', () => {
  expect(() => completeOptions({ hasher: () => sha512.create() }, 1_200)).toThrow(TypeError)
  expect(() => completeOptions({ hasher: () => sha256.create() }, 1_200)).not.toThrow()
})

test('the platform’s hash and noble’s say the same, in a plain Uint8Array', () => {
  const [platform, noble] = [defaultHasher()(), sha256.create()]
  for (const part of [Uint8Array.of(1, 2, 3), new Uint8Array(100_000).fill(7)]) {
    platform.update(part)
    noble.update(part)
  }
  const digest = platform.digest()
  expect(digest).toEqual(noble.digest())
  expect(Buffer.isBuffer(digest)).toBe(false)
})

test('where there is no Node, noble computes', () => {
  const { getBuiltinModule } = process
  try {
    Object.assign(process, { getBuiltinModule: undefined })
    expect(defaultHasher()().constructor.name).not.toBe('Object')
    expect(defaultHasher()().digest()).toEqual(sha256(new Uint8Array()))
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
})
