import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexOfBytes } from '../../src/wire/hex.ts'
import { decodeState, encodeState, type NodeState } from '../../src/wire/stored-state.ts'

const keyOf = (byte: number) => Key.fromBytes(new Uint8Array(32).fill(byte))
const instant = fc.double({ min: 1, max: 1e15, noNaN: true })
const contact = fc.record({
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Key.fromBytes(bytes)),
  address: fc.oneof(
    fc.ipV4().map((ip) => `${ip}:4000`),
    fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme-ascii' }),
  ),
  seenAt: instant,
})
const state: NodeState = { key: keyOf(9), at: 5, wall: 6, contacts: [] }

describe('a state', () => {
  test('comes back as it was', () => {
    const states = fc.record({
      key: contact.map(({ key }) => key),
      at: instant,
      wall: instant,
      contacts: fc.array(contact, { maxLength: 50 }),
    })
    fc.assert(
      fc.property(states, (each) => {
        expect(decodeState(encodeState(each))).toEqual(each)
      }),
    )
  })

  test('is written as WIRE.md says', () => {
    const known = { key: keyOf(0xaa), address: 'x:1', seenAt: 4 }
    expect(hexOfBytes(encodeState({ ...state, contacts: [known] }))).toBe(
      [
        '01',
        `0a20${'09'.repeat(32)}`,
        '110000000000001440',
        '190000000000001840',
        `2230${'0a20'}${'aa'.repeat(32)}1203783a31190000000000001040`,
      ].join(''),
    )
  })

  test.each([
    ['nothing', ''],
    ['another version', `02${hexOfBytes(encodeState(state)).slice(2)}`],
    ['a short key', '010a01ff'],
    ['one cut in the middle', hexOfBytes(encodeState(state)).slice(0, -6)],
    ['one before all times', hexOfBytes(encodeState({ ...state, at: -1 }))],
    ['one of no time', hexOfBytes(encodeState({ ...state, wall: Number.NaN }))],
    ['one of an endless time', hexOfBytes(encodeState({ ...state, at: Number.POSITIVE_INFINITY }))],
  ])('is not %s', (_, hex) => {
    expect(decodeState(Uint8Array.from(Buffer.from(hex, 'hex')))).toBeUndefined()
  })

  test('leaves out contacts that cannot be right', () => {
    const right = { key: keyOf(1), address: 'memory:1', seenAt: 7 }
    const wrong = [
      { ...right, address: '' },
      { ...right, address: 'x'.repeat(256) },
      { ...right, seenAt: -1 },
      { ...right, seenAt: Number.NaN },
    ]
    expect(decodeState(encodeState({ ...state, contacts: [...wrong, right] }))?.contacts).toEqual([right])
  })

  test('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeState(Uint8Array.from([1, ...bytes]))
      }),
    )
  })
})
