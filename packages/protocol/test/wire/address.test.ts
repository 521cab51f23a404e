import { isIPv6, SocketAddress } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalAddress, isUri, packAddress, unpackAddress } from '../../src/wire/address.ts'
import * as arbitrary from './arbitrary.ts'

/** What Node makes of an IPv6 address; undefined when it is none. */
function ofNode(text: string): string | undefined {
  return isIPv6(text) && !text.includes('%')
    ? new SocketAddress({ family: 'ipv6', address: text }).address
    : undefined
}

describe('an address', () => {
  test('in its one form comes back from its packed bytes', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary.ipv4Address, arbitrary.ipv6Address), (address) => {
        const packed = packAddress(address)
        expect(packed?.length).toBe(address.startsWith('[') ? 18 : 6)
        expect(unpackAddress(packed ?? new Uint8Array())).toBe(address)
        expect(canonicalAddress(address)).toBe(address)
      }),
    )
  })

  test('is packed big-endian, with its port after it', () => {
    expect(packAddress('1.2.3.4:258')).toEqual(Uint8Array.of(1, 2, 3, 4, 1, 2))
    const ipv6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xab, 0xcd, 0xff, 0xff]
    expect(packAddress('[2001:db8::abcd]:65535')).toEqual(Uint8Array.from(ipv6))
  })

  test('of neither 6 nor 18 bytes, or with port 0, is none', () => {
    for (const length of [0, 3, 5, 7, 15, 17, 19])
      expect(unpackAddress(new Uint8Array(length).fill(1))).toBeUndefined()
    expect(unpackAddress(Uint8Array.of(1, 2, 3, 4, 0, 0))).toBeUndefined()
    expect(unpackAddress(new Uint8Array(18).fill(1).fill(0, 16))).toBeUndefined()
  })

  test.each([
    '0.0.0.0:1',
    '255.255.255.255:65535',
    '127.0.0.1:80',
    '[::]:1',
    '[::1]:4000',
    '[fe80::1]:4000',
    '[1:2:3:4:5:6:7:8]:9',
    '[::ffff:1.2.3.4]:5',
    'memory:7',
    'memory::7',
    'ws+tls:example.com/a?b#c',
    `memory:${'7'.repeat(57)}`,
  ])('%s is kept as it is', (text) => {
    expect(canonicalAddress(text)).toBe(text)
  })

  test.each([
    ['[2001:DB8::A]:1', '[2001:db8::a]:1'],
    ['[2001:0db8:0:0:0:0:0:0001]:1', '[2001:db8::1]:1'],
    ['[::102:304]:1', '[::1.2.3.4]:1'],
    ['[::ffff:102:304]:1', '[::ffff:1.2.3.4]:1'],
    ['[1:0:0:2:0:0:0:3]:1', '[1:0:0:2::3]:1'],
    ['[1:0:0:2:3:0:0:4]:1', '[1::2:3:0:0:4]:1'],
    ['[1:0:2:3:4:5:6:7]:1', '[1:0:2:3:4:5:6:7]:1'],
    ['[1:2:3:4:5:6:7::]:1', '[1:2:3:4:5:6:7:0]:1'],
    ['[0:0:0:0:0:0:0:0]:1', '[::]:1'],
  ])('%s is written as %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical)
  })

  test.each([
    '',
    ':',
    '1.2.3.4',
    '1.2.3.4:',
    '1.2.3.4:0',
    '1.2.3.4:00',
    '1.2.3.4:080',
    '1.2.3.4:65536',
    '1.2.3.4:99999999999999999999',
    '1.2.3.4:+5',
    '1.2.3.4:5 ',
    ' 1.2.3.4:5',
    '1.2.3:5',
    '1.2.3.4.5:5',
    '1.2.3.:5',
    '.1.2.3:5',
    '1..2.3:5',
    '1.2.3.256:5',
    '01.2.3.4:5',
    '1.2.3.0x4:5',
    '0x7f000001:5',
    '2130706433:5',
    '127.1:5',
    '[1.2.3.4]:5',
    '::1:5',
    '::1',
    'fe80::1',
    'fe80::1:4000',
    '[]:5',
    '[::1]',
    '[::1]5',
    '[::1:5',
    '::1]:5',
    '[:]:5',
    '[:::]:5',
    '[1:]:5',
    '[:1]:5',
    '[1::2::3]:5',
    '[1:2:3:4:5:6:7]:5',
    '[1:2:3:4:5:6:7:8:9]:5',
    '[1:2:3:4:5:6:7:8::]:5',
    '[::1:2:3:4:5:6:7:8]:5',
    '[1:2:3:4:5:6:7:1.2.3.4]:5',
    '[1.2.3.4::]:5',
    '[::1.2.3.4:5]:5',
    '[::01.2.3.4]:5',
    '[::1.2.3]:5',
    '[::12345]:5',
    '[::g]:5',
    '[::@]:5',
    '[::`]:5',
    '[fe80::1%eth0]:5',
    '[::1]:0',
    'localhost',
    'example.com:80',
    'node.example:4000',
    'Memory:7',
    'memory',
    'memory:',
    'memory: 7',
    'memory:7\n',
    'memory:\u00e9',
    ':7',
    '7:7',
    '-a:7',
    'abc:7',
    'f:7',
    `memory:${'7'.repeat(58)}`,
  ])('%j is refused', (text) => {
    expect(canonicalAddress(text)).toBeUndefined()
    expect(packAddress(text)).toBeUndefined()
    expect(isUri(text)).toBe(false)
  })
})

describe('an IPv6 address', () => {
  test('is written as Node writes it', () => {
    fc.assert(
      fc.property(arbitrary.ipv6Bytes, (bytes) => {
        const groups = Array.from(
          { length: 8 },
          (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0),
        )
        const long = groups.map((group) => group.toString(16)).join(':')
        expect(canonicalAddress(`[${long}]:1`)).toBe(`[${ofNode(long)}]:1`)
      }),
      { numRuns: 2000 },
    )
  })

  test('is read where Node reads it, and nowhere else', () => {
    const part = fc.constantFrom(
      '0',
      '1',
      '00ab',
      'FFFF',
      '12345',
      'g',
      ':',
      '::',
      ':',
      ':',
      '.',
      '1.2.3.4',
      '01.2.3.4',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV6(),
          fc.array(part, { maxLength: 17 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const node = ofNode(text)
          expect(canonicalAddress(`[${text}]:1`)).toBe(node === undefined ? undefined : `[${node}]:1`)
        },
      ),
      { numRuns: 5000 },
    )
  })
})

describe('an address of another transport', () => {
  test('is never also an IP address', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary.address, fc.string()), (text) => {
        expect(isUri(text) && packAddress(text) !== undefined).toBe(false)
        expect(canonicalAddress(text) !== undefined).toBe(isUri(text) || packAddress(text) !== undefined)
      }),
    )
  })
})

/** By a pattern and arithmetic, as it was not written. */
function naivePacked(text: string): number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3}):(\d{1,5})$/.exec(text)
  const numbers = match?.slice(1).map(Number) ?? []
  const port = numbers.pop() ?? 0
  const isCanonical = text === `${numbers.join('.')}:${port}`
  if (!isCanonical || numbers.some((byte) => byte > 255) || port < 1 || port > 65_535) return undefined
  return [...numbers, port >>> 8, port & 255]
}

describe('what looks nearly like an IPv4 address', () => {
  test('is packed if it is one, and not otherwise', () => {
    const digits = fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '0', '00', '01', '255', '256', 'a'))
    const ports = fc.oneof(
      fc.nat(70_000).map(String),
      fc.constantFrom('', '0', '080', '65535', '65536', '1x'),
    )
    const separator = fc.oneof(
      { arbitrary: fc.constant('.'), weight: 30 },
      { arbitrary: fc.constantFrom(':', '', '..', ' ', '/', ']', '[', '\u012e'), weight: 1 },
    )
    const part = fc.tuple(digits, separator).map(([number, after]) => number + after)
    const parts = fc.oneof(
      { arbitrary: fc.array(part, { minLength: 3, maxLength: 3 }), weight: 9 },
      { arbitrary: fc.array(part, { maxLength: 6 }), weight: 1 },
    )
    let packable = 0
    fc.assert(
      fc.property(
        parts,
        digits,
        fc.constantFrom(':', ':', ':', '.', '', '::', ':+', ']:'),
        ports,
        (...each) => {
          const [before, last, colon, port] = each
          const text = `${before.join('')}${last}${colon}${port}`
          const expected = naivePacked(text)
          const packed = packAddress(text)
          expect([text, packed && [...packed]]).toEqual([text, expected])
          if (expected !== undefined) packable++
        },
      ),
      { numRuns: 10_000 },
    )
    expect(packable).toBeGreaterThan(100)
  })
})
