import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { valueDump } from '../src/value-dump.ts'

const utf8 = new TextEncoder()

describe('a value that is text', () => {
  test.each(['some_value', '', 'two\nlines\tand a tab', '中文 😀 \u202E \uFEFF', '\uFEFFstarts with a mark'])(
    'is that text: %j',
    (text) => {
      expect(valueDump(utf8.encode(text), 'padded')).toBe(text)
      expect(valueDump(utf8.encode(text), 'original')).toBe(text)
    },
  )

  test('has no control character but newline and tab', () => {
    const isText = (code: number): boolean =>
      typeof valueDump(utf8.encode(String.fromCharCode(code)), 'padded') === 'string'
    const controls = Array.from({ length: 0xa0 }, (_, code) => code).filter((code) => !isText(code))
    const c0 = Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 9 && code !== 10)
    const c1 = Array.from({ length: 0x21 }, (_, code) => 0x7f + code)
    expect(controls).toEqual([...c0, ...c1])
  })
})

describe('a value that is not text', () => {
  const bytes = Uint8Array.of(0xff, 0, 0x80)

  test('is base64 with its size', () => {
    expect(valueDump(bytes, 'padded')).toEqual({ base64: '/wCA', bytes: 3 })
  })

  test('is a marked string in the original form, which knows strings only', () => {
    expect(valueDump(bytes, 'original')).toBe('base64:/wCA')
  })

  test('is only the bytes that the view shows, not the buffer around them', () => {
    const view = Uint8Array.of(1, 2, 0xff, 3).subarray(2, 3)
    expect(valueDump(view, 'padded')).toEqual({ base64: '/w==', bytes: 1 })
  })

  test.each([
    ['an overlong encoding', [0xc0, 0x80]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe4, 0xb8]],
  ])('may be %s', (_, octets) => {
    expect(valueDump(Uint8Array.from(octets), 'padded')).toMatchObject({ bytes: octets.length })
  })
})

test('every value can be had back from its dump', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const dump = valueDump(bytes, 'padded')
      const back = typeof dump === 'string' ? utf8.encode(dump) : Buffer.from(dump.base64, 'base64')
      expect([...back]).toEqual([...bytes])
    }),
  )
})
