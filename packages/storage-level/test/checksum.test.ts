import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crcOfBytes, crcOfText } from '../src/checksum.ts'
import { isSealed, seal, unseal } from '../src/sealed-text.ts'
import { draftRecord, finishRecord, readRecord, sequenceOfValue } from '../src/stored-record.ts'

const bytes = fc.uint8Array({ maxLength: 100 })

describe('a checksum', () => {
  test('is CRC-32C: that of "123456789", and of the 32 zeros of RFC 3720, appendix B.4', () => {
    expect(crcOfText('123456789')).toBe(0xe3069283)
    expect(crcOfBytes(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crcOfBytes(new Uint8Array(32).fill(255))).toBe(0x62a8ab43)
  })

  test('of two parts, one after the other, is that of both together', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const both = Uint8Array.from([...a, ...b])
        expect(crcOfBytes(b, crcOfBytes(a))).toBe(crcOfBytes(both))
        expect(crcOfBytes(both, crcOfBytes(a), a.length)).toBe(crcOfBytes(both))
        expect(crcOfText(String.fromCharCode(...both))).toBe(crcOfBytes(both))
      }),
    )
  })
})

describe('sealed text', () => {
  test('comes back, and not when a bit of it has flipped', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.nat(), fc.nat(7), (text, at, bit) => {
        const sealed = seal(text)
        expect(unseal(sealed)).toBe(text)
        const place = at % sealed.length
        const flipped = String.fromCharCode(sealed.charCodeAt(place) ^ (1 << bit))
        const injured = sealed.slice(0, place) + flipped + sealed.slice(place + 1)
        expect(unseal(injured)).toBeUndefined()
      }),
    )
  })

  test('is not that of a number which is spelt otherwise', () => {
    for (const sealed of ['0000000  ', ' 0000000 ', '0x000000 ', 'AB'.repeat(4)]) {
      expect(unseal(sealed)).toBeUndefined()
    }
  })

  test('that is cut or empty is none', () => {
    for (let length = 0; length < 12; length++) expect(unseal(seal('text').slice(0, length))).toBeUndefined()
  })

  test('is known among other bytes, too, and not when a bit of it has flipped', () => {
    const latin1 = fc.array(fc.nat(255), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(latin1, latin1, fc.nat(), fc.nat(7), (text, before, at, bit) => {
        const sealed = Buffer.from(`${before}${seal(text)}${before}`, 'latin1')
        const [from, to] = [before.length, sealed.length - before.length]
        expect(isSealed(sealed, from, to)).toBe(true)
        const place = from + (at % (to - from))
        sealed[place] = (sealed[place] ?? 0) ^ (1 << bit)
        expect(isSealed(sealed, from, to)).toBe(false)
        for (let end = from; end < from + 9; end++) expect(isSealed(sealed, from, end)).toBe(false)
      }),
    )
  })
})

describe('a record', () => {
  const made = (name: string, sequence: number, value: Uint8Array | undefined) => {
    const record = draftRecord(value)
    finishRecord(record, name, sequence)
    return record
  }

  test('comes back with its sequence, of up to 48 bits', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat({ max: 2 ** 48 - 1 }),
        fc.option(bytes, { nil: undefined }),
        (name, sequence, value) => {
          const record = made(name, sequence, value)
          expect(readRecord(record, name)).toEqual({ sequence, bytes: value })
          expect(sequenceOfValue(record, 0)).toBe(value && sequence)
        },
      ),
    )
  })

  test('is refused when a bit of it has flipped, when it is cut, and under another name', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.nat(7), (value, at, bit) => {
        const record = made('name', 12, value)
        expect(readRecord(record, 'nam')).toBeUndefined()
        expect(readRecord(record.subarray(0, at % record.length), 'name')).toBeUndefined()
        record[at % record.length] = (record[at % record.length] ?? 0) ^ (1 << bit)
        expect(readRecord(record, 'name')).toBeUndefined()
      }),
    )
  })
})
