import { Distance, Key, keyOf } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexStyleOf, hexText } from '../src/hex.ts'

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Key.fromBytes(bytes))

describe('hexText', () => {
  test('padded keeps all 64 digits, in upper case', () => {
    expect(hexText(keyOf('some string'), 'padded')).toBe(
      '61D034473102D7DAC305902770471FD50F4C5B26F6831A56DD90B5184B3C30FC',
    )
  })

  test('original drops the zeros that the original drops', () => {
    expect(hexText(keyOf('some string'), 'original')).toBe(
      '61D03447312D7DAC35902770471FD5F4C5B26F6831A56DD90B5184B3C30FC',
    )
    expect(hexText(keyOf('192.168.1.10:1339'), 'original')).toBe(
      '9278733FBB7F4C6914839C98A54912F4F18B3F15EAED15178663AA5FC63',
    )
  })

  test('distance zero is 64 zeros when padded and 32 in the original form', () => {
    const zero = Distance.between(keyOf('x'), keyOf('x'))
    expect(hexText(zero, 'padded')).toBe('0'.repeat(64))
    expect(hexText(zero, 'original')).toBe('0'.repeat(32))
  })

  test('padded can be read back', () => {
    fc.assert(fc.property(aKey, (key) => Key.fromHex(hexText(key, 'padded')).equals(key)))
  })

  test('original is every byte by itself, without padding', () => {
    const shown = (key: Key): string =>
      [...key.toBytes()].map((byte) => byte.toString(16).toUpperCase()).join('')
    fc.assert(fc.property(aKey, (key) => hexText(key, 'original') === shown(key)))
  })
})

describe('hexStyleOf', () => {
  test('is padded when nothing is asked for', () => {
    expect(hexStyleOf({})).toBe('padded')
    expect(hexStyleOf({ hex: undefined })).toBe('padded')
  })

  test('refuses any other style, and says which are right', () => {
    const wrong = { hex: 'lower' } as unknown as { hex: 'padded' }
    expect(() => hexStyleOf(wrong)).toThrow(new RangeError(`hex must be 'padded' or 'original', got "lower"`))
  })
})
