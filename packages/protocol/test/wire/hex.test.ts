import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOfHex, hexOfBytes } from '../../src/wire/hex.ts'

describe('hex', () => {
  test('is what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const hex = hexOfBytes(bytes)
        expect(hex).toBe(Buffer.from(bytes).toString('hex'))
        expect(bytesOfHex(hex, bytes.length)).toEqual(bytes)
      }),
    )
  })

  test('is refused for every character that is not one of the sixteen digits', () => {
    for (let code = 0; code < 0x180; code++) {
      const character = String.fromCharCode(code)
      const digit = '0123456789abcdef'.includes(character)
      expect([code, bytesOfHex(`0${character}`, 1) !== undefined]).toEqual([code, digit])
      expect([code, bytesOfHex(`${character}0`, 1) !== undefined]).toEqual([code, digit])
    }
  })

  test.each(['', '0', '000', '00000'])('%j is not 2 bytes', (hex) => {
    expect(bytesOfHex(hex, 2)).toBeUndefined()
  })
})
