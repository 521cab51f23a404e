import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ASK_BYTES,
  beginsAsFrame,
  type Frame,
  HEAD_BYTES,
  MAX_LOT,
  MAX_SPAN,
  MIN_CHUNK_BYTES,
  OPEN_BYTES,
  PULL_BYTES,
  STOP_BYTES,
  STOP_REASONS,
} from '../src/frame.ts'
import { decodeFrame, readId } from '../src/frame-reader.ts'
import { encodeFrame } from '../src/frame-writer.ts'

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => readId(bytes, 0))
const bytes = (least: number, most = least) => fc.uint8Array({ minLength: least, maxLength: most })
const facts = {
  length: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  chunkBytes: fc.integer({ min: MIN_CHUNK_BYTES, max: 65_535 }),
}
const chunks = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 32 - 1 - MAX_SPAN }),
    fc.uniqueArray(fc.integer({ min: 1, max: MAX_SPAN - 1 }), { maxLength: MAX_LOT - 1 }),
  )
  .map(([first, others]) => [first, ...others.sort((a, b) => a - b).map((other) => first + other)])
const frames: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant('whole' as const), bytes: bytes(0, 300) }),
  fc.record({ type: fc.constant('head' as const), id, ...facts }),
  fc.record({
    type: fc.constant('ask' as const),
    id,
    token: uint32,
    chunks: fc.integer({ min: 1, max: MAX_LOT }),
  }),
  fc.record({ type: fc.constant('open' as const), id, ...facts, token: uint32, digest: bytes(32) }),
  fc.record({ type: fc.constant('pull' as const), id, serial: uint32, chunks }),
  fc.record({ type: fc.constant('data' as const), id, serial: uint32, chunk: uint32, bytes: bytes(1, 300) }),
  fc.record({ type: fc.constant('stop' as const), id, reason: fc.constantFrom(...STOP_REASONS) }),
)

const zero = readId(new Uint8Array(16), 0)
const of = (frame: Frame) => encodeFrame(frame)
const head = of({ type: 'head', id: zero, length: 5_000, chunkBytes: 1_000 })
const ask = of({ type: 'ask', id: zero, token: 7, chunks: 5 })
const open = of({
  type: 'open',
  id: zero,
  length: 5_000,
  chunkBytes: 1_000,
  token: 7,
  digest: new Uint8Array(32),
})
const pull = of({ type: 'pull', id: zero, serial: 8, chunks: [3, 4, 12] })
const data = of({ type: 'data', id: zero, serial: 8, chunk: 3, bytes: Uint8Array.of(1) })
const stop = of({ type: 'stop', id: zero, reason: 'done' })
const changed = (frame: Uint8Array, ...changes: readonly (readonly [at: number, value: number])[]) => {
  const copy = new Uint8Array(frame)
  for (const [at, value] of changes) copy[at] = value
  return copy
}

test('every frame is read as it was written, and begins as frames do', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      const written = encodeFrame(frame)
      expect(beginsAsFrame(written)).toBe(true)
      expect(decodeFrame(written)).toEqual(frame)
    }),
  )
})

test('whatever can be read is one way to write it: no two byte strings are one frame', () => {
  fc.assert(
    fc.property(frames, fc.nat(400), fc.nat(255), (frame, at, value) => {
      const written = changed(encodeFrame(frame), [3 + at, value])
      const read = decodeFrame(written)
      if (typeof read !== 'string') expect(encodeFrame(read)).toEqual(written)
    }),
    { numRuns: 1_000 },
  )
})

test('bytes at random are a frame or a fault, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(8), (random, kind) => {
      const begun = changed(random, [0, 0x0e], [1, 0x66], [2, 0x10 + kind])
      const read = decodeFrame(begun)
      expect(['string', 'object']).toContain(typeof read)
    }),
    { numRuns: 2_000 },
  )
})

describe('what is no frame is refused with its reason', () => {
  const tooMany = Array.from({ length: MAX_LOT + 1 }, (_, i) => i)
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['only the magic', Uint8Array.of(0x0e, 0x66), 'length'],
    ['version 0', changed(head, [2, 0x01]), 'version'],
    ['version 2', changed(head, [2, 0x21]), 'version'],
    ['kind 7', changed(head, [2, 0x17]), 'kind'],
    ['a short head', head.subarray(0, -1), 'length'],
    ['a long head', Uint8Array.of(...head, 0), 'length'],
    ['a head of no length', changed(head, [19, 0], [20, 0], [21, 0], [22, 0]), 'range'],
    ['a head of chunks that are too small', changed(head, [23, 0], [24, MIN_CHUNK_BYTES - 1]), 'range'],
    ['a short ask', ask.subarray(0, -1), 'length'],
    ['an ask for nothing', changed(ask, [23, 0]), 'range'],
    ['an ask for too much', changed(ask, [23, MAX_LOT + 1]), 'range'],
    ['a short opening', open.subarray(0, -1), 'length'],
    ['a long opening', Uint8Array.of(...open, 0), 'length'],
    ['an opening of no length', changed(open, [21, 0], [22, 0]), 'range'],
    ['a pull without a bitmap', pull.subarray(0, PULL_BYTES), 'length'],
    ['a pull with too long a bitmap', new Uint8Array([...pull, ...new Uint8Array(31), 1]), 'length'],
    ['a pull whose first chunk is not the first', changed(pull, [27, 2]), 'range'],
    ['a pull whose bitmap ends in nothing', Uint8Array.of(...pull, 0), 'range'],
    ['a pull of too many chunks', of({ type: 'pull', id: zero, serial: 1, chunks: tooMany }), 'range'],
    ['a chunk of no bytes', data.subarray(0, -1), 'length'],
    ['a long stop', Uint8Array.of(...stop, 0), 'length'],
    ['a stop for no reason', changed(stop, [19, 0]), 'range'],
    ['a stop for a reason of the future', changed(stop, [19, STOP_REASONS.length + 1]), 'range'],
  ]
  for (const [what, bytes, fault] of cases) test(what, () => expect(decodeFrame(bytes)).toBe(fault))
})

test('no answer is longer than what it answers', () => {
  // the shortest message of Kadkit is 62 bytes long, the shortest that may bring a long answer 96
  expect(HEAD_BYTES).toBeLessThanOrEqual(62)
  expect(ASK_BYTES).toBeLessThanOrEqual(HEAD_BYTES)
  for (const answered of [HEAD_BYTES, OPEN_BYTES, PULL_BYTES + 1, data.length]) {
    expect(STOP_BYTES).toBeLessThanOrEqual(answered)
  }
})

test('the digest of an opening is a copy: it keeps no datagram alive', () => {
  const read = decodeFrame(open)
  expect(typeof read !== 'string' && read.type === 'open' && read.digest.buffer.byteLength).toBe(32)
})
