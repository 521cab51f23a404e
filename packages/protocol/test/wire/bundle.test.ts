/** Several frames in a datagram. A failing run prints its seed: KADKIT_SEED=… repeats it. */

import { Key, seededRandomBytes } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { bundleBytes, isBundle, MAX_BUNDLED_FRAMES, readBundle, writeBundle } from '../../src/wire/bundle.ts'
import { Codec } from '../../src/wire/codec.ts'

const seed = Number(process.env.KADKIT_SEED ?? Date.now() % 2 ** 32)
const random = seededRandomBytes(seed)
const below = (end: number) => Buffer.from(random(4)).readUInt32BE() % end
const frames = (count: number, longest: number) =>
  Array.from({ length: count }, () => random(1 + below(longest)))
const hexOfBytes = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const hex = (read: ReturnType<typeof readBundle>) => (typeof read === 'string' ? read : read.map(hexOfBytes))

describe(`bundles (seed ${seed})`, () => {
  test('give back what was put in, whatever it is, and are as long as was said', () => {
    for (let run = 0; run < 500; run++) {
      const inside = frames(1 + below(MAX_BUNDLED_FRAMES), run % 50 === 0 ? 65_535 : 200)
      const bundle = writeBundle(inside)
      const bytes = inside.reduce((sum, { length }) => sum + length, 0)
      expect(bundle.length).toBe(bundleBytes(inside.length, bytes))
      expect(isBundle(bundle)).toBe(true)
      expect(hex(readBundle(bundle))).toEqual(inside.map(hexOfBytes))
    }
  })

  test('are no messages, and messages are no bundles', () => {
    const codec = new Codec()
    const id = '00'.repeat(16)
    const ping = codec.encode({ id, attempt: 0, sender: Key.fromBytes(random(32)), body: { type: 'ping' } })
    expect(isBundle(ping)).toBe(false)
    expect(codec.decode(writeBundle([ping]))).toBe('foreign')
    expect(isBundle(Uint8Array.of(0x0e))).toBe(false)
    expect(isBundle(new Uint8Array(0))).toBe(false)
  })

  test('that are cut are malformed, but where a frame ends, and with a byte too many as well', () => {
    const inside = frames(3, 40)
    const bundle = writeBundle(inside)
    const ends = new Map([1, 2].map((count) => [writeBundle(inside.slice(0, count)).length, count]))
    for (let length = 2; length < bundle.length; length++) {
      const count = ends.get(length)
      const read = hex(readBundle(bundle.subarray(0, length)))
      expect(read).toEqual(count === undefined ? 'malformed' : inside.slice(0, count).map(hexOfBytes))
    }
    expect(readBundle(Uint8Array.of(...bundle, 0))).toBe('malformed')
  })

  test('have at most so many frames', () => {
    const most = frames(MAX_BUNDLED_FRAMES, 5)
    expect(hex(readBundle(writeBundle(most)))).toHaveLength(MAX_BUNDLED_FRAMES)
    expect(readBundle(writeBundle([...most, random(1)]))).toBe('malformed')
  })

  test('of random bytes never throw, and what is read fills them exactly', () => {
    let read = 0
    for (let run = 0; run < 20_000; run++) {
      const bytes = Uint8Array.of(0x0e, 0x6d, below(20) === 0 ? below(256) : 1, ...random(below(12)))
      for (let at = 3; at < bytes.length; at += 3) bytes[at] = 0
      const inside = readBundle(bytes)
      if (typeof inside === 'string') expect(['version', 'malformed']).toContain(inside)
      else {
        read++
        const inner = inside.reduce((sum, { length }) => sum + length, 0)
        expect(bundleBytes(inside.length, inner)).toBe(bytes.length)
      }
    }
    expect(read).toBeGreaterThan(10)
  })
})
