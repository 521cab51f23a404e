import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quietText } from '../src/quiet-text.ts'
import { nastyTexts } from './nasty-texts.ts'

const ALL = Number.POSITIVE_INFINITY
/** Only these may stand in a file, and the four marks never doubled. */
const QUIET = /^(?:[A-Za-z0-9 ,:}.]|<U\+[0-9A-F]{4,6}>|\{(?!\{)|-(?!-)|_(?!_))*$/
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.constantFrom(...'{}-_.,: <>\\nt%$@"&#;~*|=a0')).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...nastyTexts), { maxLength: 3 }).map((parts) => parts.join('')),
)

function decoded(text: string): string {
  return text.replace(/<U\+([0-9A-F]+)>/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
}

describe('whatever the text', () => {
  test('it is made of quiet characters and escapes alone', () => {
    fc.assert(fc.property(anyText, (text) => QUIET.test(quietText(text, ALL))))
  })

  test('it does not begin as a dotted rule', () => {
    fc.assert(fc.property(anyText, (text) => !/^ *\.\./.test(quietText(text, ALL))))
  })

  test('it is a JSON string as it stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quiet = quietText(text, ALL)
        expect(JSON.parse(`"${quiet}"`)).toBe(quiet)
      }),
    )
  })

  test('its escapes stand for no unseen character but the word joiner after a backslash', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decoded(quietText(text, ALL)).replaceAll('\\\u2060', '\\')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  test('all that can be seen is drawn as it is', () => {
    const seen = anyText.map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
    fc.assert(
      fc.property(seen, (text) => {
        expect(decoded(quietText(text, ALL)).replaceAll('\u2060', '')).toBe(text)
      }),
    )
  })
})

describe('as in the original', () => {
  test.each([
    'some_value',
    'B1F14199A00EA183',
    '192.168.1.10',
    '::1',
    'UdpSocket { addr: 127.0.0.1:21000, fd: 4 }',
    '{}',
    '{0A1B: Sender { .. }, 2C3D: Sender { .. }}',
    'a-b_c.d, e',
    '',
  ])('%j is left alone', (text) => {
    expect(quietText(text, ALL)).toBe(text)
  })
})

describe('by example', () => {
  test.each([
    ['@endjson', '<U+0040>endjson'],
    ['a"b', 'a<U+0022>b'],
    ['é😀', '<U+00E9><U+1F600>'],
    ['a\nb\tc', 'a<U+21B5>b<U+21E5>c'],
    ['\\t', '<U+005C><U+2060>t'],
    ['\u202E', '<U+005B>U<U+002B>202E<U+005D>'],
    ['\u0000', '<U+005B>U<U+002B>0000<U+005D>'],
    ['\uD800', '<U+005B>U<U+002B>D800<U+005D>'],
    ['{{', '<U+007B><U+007B>'],
    ['a--b', 'a<U+002D><U+002D>b'],
    ['__a', '<U+005F><U+005F>a'],
    ['..a', '<U+002E>.a'],
    ['  ..', '  <U+002E>.'],
  ])('%j is written %s', (text, quiet) => {
    expect(quietText(text, ALL)).toBe(quiet)
  })
})

describe('a long text', () => {
  test('is cut after so many code points, and says how long it was', () => {
    expect(quietText('abcdef', 3)).toBe('abc<U+2026> <U+0028>6 characters<U+0029>')
    expect(quietText('😀😀😀', 2)).toBe('<U+1F600><U+1F600><U+2026> <U+0028>3 characters<U+0029>')
  })

  test('is whole when it just fits', () => {
    expect(quietText('abc', 3)).toBe('abc')
    expect(quietText('😀😀😀', 3)).toBe('<U+1F600>'.repeat(3))
  })

  test.each(['.', ' ', ' .', '{', '-', '\\', '\u0301'])(
    'of 64 KiB of %j takes time in proportion',
    (unit) => {
      const quiet = quietText(unit.repeat(65_536 / unit.length), ALL)
      expect(decoded(quiet).replaceAll('\u2060', '')).toHaveLength(65_536)
    },
    2000,
  )
})
