import { createHash } from 'node:crypto'
import { blake2s } from '@noble/hashes/blake2.js'
import { blake3 } from '@noble/hashes/blake3.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 as sha256OfNoble, sha512 } from '@noble/hashes/sha2.js'
import { sha3_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkHasher, type Hasher, keyFromAddress, keyOf, sha256 } from '../src/index.ts'

function hasher(outputLen: number, digest: () => Uint8Array): Hasher {
  return Object.assign(digest, { outputLen })
}

const codePoint = fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff)
const anyText = fc.array(codePoint, { maxLength: 80 }).map((codes) => String.fromCodePoint(...codes))

describe('the key of a name', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('is its SHA-256: %j, of FIPS 180-4', (name, hex) => {
    expect(keyOf(name).toHex()).toBe(hex)
  })

  test.each([
    ['some string', '61D034473102D7DAC305902770471FD50F4C5B26F6831A56DD90B5184B3C30FC'],
    ['some_key', '95251FDC9FDD3F92E7AED141FE7FD06B2AEB9DEDB6F7AC08E7D9BABC7E898B49'],
    ['MAIN_KEY', '009E71F05C7570DC3624B5A1800640DAA752530BF131664097E518317A60CFEB'],
  ])('is the one that the original library makes: %j', (name, hex) => {
    expect(keyOf(name).toHex()).toBe(hex.toLowerCase())
  })

  test.each([
    ['192.168.1.10:1339', '090278733FBB7F4C06914839C98A54912F4F18B3F15EAED1510708663AA5FC63'],
    ['192.168.1.10:1338', '3402BA354F17B5580A8CA66EA4F0A6497BC9E99615BE110735CBD2DCA4F6D2B1'],
    ['192.168.1.10:1337', 'B1F14199A00EA18325688FEE9DCD3E48E9269276892C2F3E66135EA15C5C90EB'],
  ])('of the address %s is the id in the README of the original library', (address, hex) => {
    expect(keyFromAddress(address).toHex()).toBe(hex.toLowerCase())
  })

  test('is the same for a text and for its UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = new TextEncoder().encode(text)
        expect(keyOf(text).toHex()).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(keyOf(bytes).equals(keyOf(text))).toBe(true)
      }),
    )
  })

  test('differs for a text in composed and in decomposed form: nothing is normalised', () => {
    expect(keyOf('\u00e9').equals(keyOf('e\u0301'))).toBe(false)
  })

  test.each(['\ud800', 'a\udfffb', '\udc00\ud800'])('does not exist for a lone surrogate: %j', (name) => {
    expect(() => keyOf(name)).toThrow(new TypeError('a name to hash must not have a lone surrogate'))
  })

  test('exists for a surrogate pair', () => {
    expect(keyOf('\u{1f333}').equals(keyOf(Uint8Array.of(0xf0, 0x9f, 0x8c, 0xb3)))).toBe(true)
  })

  test.each([
    ['number', 5],
    ['undefined', undefined],
    ['object', null],
    ['object', ['a']],
  ])('does not exist for another type: %s', (type, name) => {
    // @ts-expect-error a caller without types
    expect(() => keyOf(name)).toThrow(
      new TypeError(`a name to hash must be a string or a Uint8Array, got ${type}`),
    )
  })
})

describe('a hasher', () => {
  test.each([
    ['sha256', sha256OfNoble],
    ['sha512', sha512],
    ['sha3_256', sha3_256],
    ['blake2s', blake2s],
    ['blake3', blake3],
  ] as const)('of @noble/hashes fits as it stands: %s', (_, hash) => {
    const digest = hash(new TextEncoder().encode('name'))
    expect(keyOf('name', hash).toBytes()).toEqual(digest.slice(0, 32))
    expect(keyFromAddress('name', hash).toBytes()).toEqual(digest.slice(0, 32))
  })

  test('of node:crypto fits with its length added', () => {
    const hash = Object.assign((m: Uint8Array) => createHash('sha256').update(m).digest(), { outputLen: 32 })
    expect(keyOf('name', hash).equals(keyOf('name', sha256))).toBe(true)
  })

  test('is refused when its digest is shorter than a key: sha1', () => {
    expect(() => keyOf('name', sha1)).toThrow(
      new RangeError('hasher.outputLen must be at least 32 bytes, got 20'),
    )
  })

  test('is refused when it returns less than it says', () => {
    const short = hasher(32, () => new Uint8Array(31))
    expect(() => keyOf('name', short)).toThrow(RangeError)
    const untyped = Object.assign(() => 'digest', { outputLen: 32 })
    // @ts-expect-error a hasher without types
    expect(() => keyOf('name', untyped)).toThrow(RangeError)
  })

  test('is refused when it does not tell its length', () => {
    // @ts-expect-error a hasher without types
    expect(() => checkHasher(() => new Uint8Array(32))).toThrow(
      new RangeError('hasher.outputLen must be at least 32 bytes, got undefined'),
    )
    expect(() => checkHasher(hasher(32.5, () => new Uint8Array(33)))).toThrow(RangeError)
  })

  test('is refused when it is no function', () => {
    // @ts-expect-error a caller without types
    expect(() => checkHasher('sha256')).toThrow(new TypeError('hasher must be a function, got string'))
  })
})
