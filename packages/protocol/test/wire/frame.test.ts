import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnyFrame } from '../../src/wire/any-frame.ts'
import { Codec } from '../../src/wire/codec.ts'
import { readFrame } from '../../src/wire/frame.ts'
import * as arbitrary from './arbitrary.ts'
import { bytes, ENVELOPE, frame, number, UNKNOWN_FIELDS } from './protobuf.ts'

const codec = new Codec({ maxMessageBytes: 65_507 })
const PING = bytes(16, [])

function orError<T>(read: () => T): T | 'malformed' {
  try {
    return read()
  } catch {
    return 'malformed'
  }
}

describe('the short way to read a frame', () => {
  test('is the one for every frame that we write', () => {
    fc.assert(
      fc.property(arbitrary.message, (message) => {
        const bytes = codec.encode(message)
        const read = readFrame(bytes)
        expect(read).toBeDefined()
        expect(read).toEqual(readAnyFrame(bytes))
      }),
      { numRuns: 500 },
    )
  })

  test('says nothing else than the long one, whatever was done to the frame', () => {
    const injury = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() })
    let short = 0
    fc.assert(
      fc.property(arbitrary.message, fc.array(injury, { maxLength: 3 }), (message, injuries) => {
        let bytes = codec.encode(message)
        for (const { at, byte, cut } of injuries) {
          // Header and ids are not what this is about, but the fields after them.
          const place = 7 + (at % (bytes.length - 7))
          if (cut) bytes = bytes.slice(0, Math.max(8, place))
          else bytes[place] = byte
        }
        const read = orError(() => readFrame(bytes))
        if (read === undefined) return
        short++
        expect(read).toEqual(orError(() => readAnyFrame(bytes)))
      }),
      { numRuns: 3_000 },
    )
    expect(short).toBeGreaterThan(1_000)
  })

  test.each([
    ['fields in another order', frame(PING, ENVELOPE)],
    ['a field of a later version', frame(ENVELOPE, UNKNOWN_FIELDS, PING)],
    ['a field after the body', frame(ENVELOPE, PING, UNKNOWN_FIELDS)],
    ['two bodies', frame(ENVELOPE, bytes(32, []), PING)],
    ['a body of a later version', frame(ENVELOPE, bytes(99, []))],
    ['an id that comes twice', frame(ENVELOPE, bytes(1, new Array(16).fill(7)))],
    ['a field without a number', frame(ENVELOPE, bytes(0, []))],
    ['a flag that is not set', frame(ENVELOPE, number(7, 0), PING)],
    ['an attempt that is too great', frame(ENVELOPE.slice(0, 52), number(3, 256), PING)],
  ])('leaves %s to the long one', (_, datagram) => {
    expect(readFrame(datagram)).toBeUndefined()
    expect(codec.decode(datagram)).toEqual(orError(() => readAnyFrame(datagram)))
  })
})
