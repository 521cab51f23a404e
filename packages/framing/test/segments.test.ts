import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkCount } from '../src/frame.ts'
import { longestMessageCost, Segments, TRANSFER_COST } from '../src/segments.ts'
import { sameBytes, seeded, seededBytes } from './virtual-path.ts'

const random = seededBytes(seeded(2))

test('chunks that come in any order, some twice, become the message, for memory within what is reckoned', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60_000 }),
      fc.integer({ min: 229, max: 1_173 }),
      fc.nat(),
      (length, chunkBytes, seed) => {
        const facts = { length, chunkBytes }
        const message = random(length)
        let reserved = TRANSFER_COST
        const segments = new Segments(facts, (bytes) => {
          reserved += bytes
          return true
        })
        const draw = seeded(seed)
        const order = Array.from({ length: chunkCount(facts) }, (_, chunk) => chunk).sort(() => draw() - 0.5)
        for (const chunk of order) {
          const bytes = message.slice(chunk * chunkBytes, (chunk + 1) * chunkBytes)
          expect(segments.complete).toBe(false)
          expect(segments.put(chunk, bytes)).toBe('new')
          expect(segments.put(chunk, bytes)).toBe('duplicate')
          bytes[0] = (bytes[0] ?? 0) ^ 1
          expect(segments.put(chunk, bytes)).toBe('conflict')
        }
        expect(segments.complete).toBe(true)
        expect(segments.prefixBytes).toBe(length)
        expect(sameBytes(segments.join(), message)).toBe(true)
        expect(segments.join().buffer.byteLength).toBe(length)
        expect(reserved).toBeLessThanOrEqual(longestMessageCost(length))
      },
    ),
    { numRuns: 60 },
  )
})

test('memory is asked for what comes, in steps, and a chunk without room is not taken', () => {
  const asked: number[] = []
  let room = true
  const segments = new Segments({ length: 16 * 2 ** 20, chunkBytes: 1_000 }, (bytes) => {
    asked.push(bytes)
    return room
  })
  expect(asked).toEqual([])
  for (let chunk = 0; chunk < 9; chunk++) segments.put(chunk, random(1_000))
  expect(asked).toEqual([8_320, 8_000])
  room = false
  expect(segments.put(5_000, random(1_000))).toBe('no-room')
  expect(segments.has(5_000)).toBe(false)
  room = true
  expect(segments.put(5_000, random(1_000))).toBe('new')
})

test('what is there without a gap can be read in order', () => {
  const message = random(200_000)
  const segments = new Segments({ length: 200_000, chunkBytes: 1_000 }, () => true)
  for (let chunk = 199; chunk >= 0; chunk--) {
    expect(segments.prefixBytes).toBe(0)
    segments.put(chunk, message.slice(chunk * 1_000, (chunk + 1) * 1_000))
  }
  const parts: Uint8Array[] = []
  segments.read(63_500, 130_001, (bytes) => parts.push(bytes))
  expect(sameBytes(new Uint8Array(Buffer.concat(parts)), message.slice(63_500, 130_001))).toBe(true)
})
