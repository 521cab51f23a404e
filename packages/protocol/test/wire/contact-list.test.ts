import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import { bytes, frameWith } from './protobuf.ts'

const codec = new Codec()
const KEY = new Uint8Array(32).fill(9)
const ascii = (text: string) => [...new TextEncoder().encode(text)]

const ipv4 = (port: number) => [...KEY, 10, 0, 0, 1, port >>> 8, port & 255, 0, 3]
const ipv6 = (port: number) => [...KEY, 0xfe, 0x80, ...new Uint8Array(13), 1, port >>> 8, port & 255, 0, 4]
const uri = (text: string) => [...KEY, text.length, ...ascii(text), 0, 5]

/** The addresses and ages of a nodes reply with these fields, or its fault. */
function read(...fields: number[][]): unknown {
  const decoded = codec.decode(frameWith(34, fields.flat()))
  if (typeof decoded === 'string') return decoded
  if (decoded.body.type !== 'nodes') throw new Error(decoded.body.type)
  return decoded.body.contacts.map(({ address, ageMs }) => `${address} ${ageMs}`)
}

describe('a list of contacts', () => {
  test('may be empty', () => {
    expect(read()).toEqual([])
    expect(read(bytes(1, []), bytes(2, []), bytes(3, []))).toEqual([])
  })

  test('is read by family', () => {
    const fields = [bytes(3, [...uri('memory:7'), ...uri('x:')]), bytes(2, ipv6(80)), bytes(1, ipv4(4000))]
    expect(read(...fields)).toEqual(['10.0.0.1:4000 3000', '[fe80::1]:80 4000', 'memory:7 5000'])
  })

  test.each([
    ['IPv4', 1, ipv4(1)],
    ['IPv6', 2, ipv6(1)],
    ['other', 3, uri('memory:7')],
  ])('is invalid when a record of the %s family is not whole', (_, field, record) => {
    for (let length = 1; length < record.length; length++) {
      expect(read(bytes(field, record.slice(0, length)))).toBe('invalid')
      expect(read(bytes(field, [...record, ...record.slice(0, length)]))).toBe('invalid')
    }
  })

  test.each([
    ['IPv4', 1, ipv4(1)],
    ['IPv6', 2, ipv6(1)],
    ['other', 3, uri('memory:7')],
  ])('may have 64 contacts and not one more, of the %s family', (_, field, record) => {
    expect(read(bytes(field, Array.from({ length: 64 }, () => record).flat()))).toHaveLength(64)
    expect(read(bytes(field, Array.from({ length: 65 }, () => record).flat()))).toBe('invalid')
  })

  test('may have 64 contacts and not one more, of all families together', () => {
    const many = (record: number[], count: number) => Array.from({ length: count }, () => record).flat()
    const fields = (v4: number) => [
      bytes(1, many(ipv4(1), v4)),
      bytes(2, many(ipv6(1), 20)),
      bytes(3, many(uri('m:'), 20)),
    ]
    expect(read(...fields(24))).toHaveLength(44)
    expect(read(...fields(25))).toBe('invalid')
  })

  test('loses a contact with port 0, and only that', () => {
    expect(read(bytes(1, [...ipv4(0), ...ipv4(2)]), bytes(2, [...ipv6(1), ...ipv6(0)]))).toEqual([
      '10.0.0.1:2 3000',
      '[fe80::1]:1 4000',
    ])
  })

  test.each([
    ['none', ''],
    ['an IPv4 address', '10.0.0.1:80'],
    ['an IPv6 address', '[::1]:80'],
    ['a host name', 'example.com:80'],
    ['with a space', 'memory: 7'],
    ['with a NUL', 'memory:\0'],
    ['not ASCII', 'memory:\u00e9'],
    ['longer than 64', `memory:${'7'.repeat(58)}`],
  ])('loses a contact whose text is %s, and only that', (_, text) => {
    expect(
      read(bytes(3, [...uri('memory:1'), ...uri(text).with(32, ascii(text).length), ...uri('memory:2')])),
    ).toEqual(['memory:1 5000', 'memory:2 5000'])
  })
})
