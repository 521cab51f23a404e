import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatUdpAddress, parseIpHost, parseUdpAddress, senderAddress } from '../src/udp-address.ts'

describe('an address is read as it is meant', () => {
  for (const [text, family, host, port] of [
    ['127.0.0.1:4000', 4, '127.0.0.1', 4000],
    ['0.0.0.0:1', 4, '0.0.0.0', 1],
    ['255.255.255.255:65535', 4, '255.255.255.255', 65535],
    ['[::1]:4000', 6, '::1', 4000],
    ['[::]:4000', 6, '::', 4000],
    ['[2001:DB8:0:0:0:0:0:1]:4000', 6, '2001:db8::1', 4000],
    ['[1:0:0:2:0:0:0:3]:4000', 6, '1:0:0:2::3', 4000],
    ['[1:0:2:3:4:5:6:7]:4000', 6, '1:0:2:3:4:5:6:7', 4000],
    ['[64:ff9b::1.2.3.4]:4000', 6, '64:ff9b::102:304', 4000],
    [
      '[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]:65535',
      6,
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      65535,
    ],
    ['[::ffff:127.0.0.1]:4000', 4, '127.0.0.1', 4000],
    ['[::FFFF:7f00:1]:4000', 4, '127.0.0.1', 4000],
    ['[::ffff:0:102:304]:4000', 6, '::ffff:0:102:304', 4000],
    ['[fe80::1]:4000', 6, 'fe80::1', 4000],
  ] as const) {
    test(text, () => {
      expect(parseUdpAddress(text)).toEqual({ family, host, port })
    })
  }
})

describe('what is no address is refused', () => {
  for (const text of [
    '',
    ':',
    ':4000',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:0',
    '127.0.0.1:00001',
    '127.0.0.1:04000',
    '127.0.0.1:65536',
    '127.0.0.1:99999999999',
    '127.0.0.1:-1',
    '127.0.0.1:+1',
    '127.0.0.1:1e3',
    '127.0.0.1:0x10',
    '127.0.0.1:4000\n',
    ' 127.0.0.1:4000',
    '127.0.0.1:4000 ',
    '127.0.0.1:٤',
    '127.0.0.1:4000:4000',
    '127.0.0:4000',
    '127.1:4000',
    '2130706433:4000',
    '0x7f.0.0.1:4000',
    '256.0.0.1:4000',
    '01.2.3.4:4000',
    '1.2.3.4.5:4000',
    '[127.0.0.1]:4000',
    '::1:4000',
    '[::1]',
    '[::1]4000',
    '[::1]:0',
    '[::1:4000',
    '::1]:4000',
    '[]:4000',
    '[:]:4000',
    '[:::]:4000',
    '[1::2::3]:4000',
    '[1:2:3:4:5:6:7]:4000',
    '[12345::]:4000',
    '[::g]:4000',
    '[::1%lo]:4000',
    '[fe80::1%eth0]:4000',
    '[fe80::1%1]:4000',
    'localhost:4000',
    'nope.invalid:1',
    'example.com:80',
    'memory:1',
    'udp://127.0.0.1:4000',
    '１２７.0.0.1:4000',
  ]) {
    test(JSON.stringify(text), () => {
      expect(parseUdpAddress(text)).toBeUndefined()
    })
  }

  test('what is not text at all', () => {
    for (const value of [undefined, null, 4000, {}, ['127.0.0.1:4000']]) {
      expect(parseUdpAddress(value as unknown as string)).toBeUndefined()
    }
  })
})

const port = fc.integer({ min: 1, max: 65_535 })
const words = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
/** Words as real addresses have them: with runs of zeros, and sometimes IPv4-mapped. */
const sparseWords = fc.oneof(
  words,
  fc.array(fc.constantFrom(0, 0, 0, 1, 0xffff, 0xdb8), { minLength: 8, maxLength: 8 }),
  words.map((all) => [0, 0, 0, 0, 0, 0xffff, ...all.slice(6)]),
)

describe('addresses as text', () => {
  test('an IPv4 address is its own text', () => {
    fc.assert(
      fc.property(fc.ipV4(), port, (host, number) => {
        const address = { family: 4 as const, host, port: number }
        expect(formatUdpAddress(address)).toBe(`${host}:${number}`)
        expect(parseUdpAddress(`${host}:${number}`)).toEqual(address)
      }),
    )
  })

  test('every way to write an IPv6 address is read as the same address, whose text reads the same again', () => {
    fc.assert(
      fc.property(sparseWords, port, (eight, number) => {
        const long = eight.map((word) => word.toString(16).toUpperCase().padStart(4, '0')).join(':')
        const short = eight.map((word) => word.toString(16)).join(':')
        const read = parseUdpAddress(`[${long}]:${number}`)
        expect(read).toEqual(parseUdpAddress(`[${short}]:${number}`))
        expect(read && parseUdpAddress(formatUdpAddress(read))).toEqual(read)
        expect(read && isSameAddress(read.host, eight)).toBe(true)
      }),
    )
  })

  test('the sender that the system names and the address that a user types are one text', () => {
    fc.assert(
      fc.property(sparseWords, port, (eight, number) => {
        const typed = parseUdpAddress(`[${eight.map((word) => word.toString(16)).join(':')}]:${number}`)
        if (typed === undefined) return expect.unreachable()
        const asSeen = typed.family === 4 ? `::ffff:${typed.host}` : typed.host
        expect(senderAddress(asSeen, number)).toBe(formatUdpAddress(typed))
      }),
    )
  })

  test('different addresses have different texts', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const text = (eight: number[]) => parseIpHost(eight.map((word) => word.toString(16)).join(':'))?.host
        expect(text(a) === text(b)).toBe(a.every((word, i) => word === b[i]))
      }),
    )
  })

  const nearly = fc
    .array(fc.constantFrom(...'0123456789abcdefF:.[]%x- '), { maxLength: 60 })
    .map((all) => all.join(''))
  test('garbage never throws, and what is read is an IP literal with a port', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), nearly), (text) => {
        const read = parseUdpAddress(text)
        if (read === undefined) return
        expect(isIP(read.host)).toBe(read.family)
        expect(read.port).toBeGreaterThan(0)
        expect(read.port).toBeLessThan(65_536)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the sender of a datagram', () => {
  test('has the plain address that can be answered', () => {
    expect(senderAddress('127.0.0.1', 4000)).toBe('127.0.0.1:4000')
    expect(senderAddress('2001:db8::1', 4000)).toBe('[2001:db8::1]:4000')
    expect(senderAddress('::ffff:127.0.0.1', 4000)).toBe('127.0.0.1:4000')
    expect(senderAddress('::ffff:0:102:304', 4000)).toBe('[::ffff:0:102:304]:4000')
  })

  test('has none when it cannot be answered', () => {
    expect(senderAddress('127.0.0.1', 0)).toBeUndefined()
    expect(senderAddress('fe80::1%eth0', 4000)).toBeUndefined()
  })
})

test('a host is an IP literal, without port, brackets or zone', () => {
  expect(parseIpHost('0.0.0.0')).toEqual({ family: 4, host: '0.0.0.0' })
  expect(parseIpHost('::ffff:1.2.3.4')).toEqual({ family: 4, host: '1.2.3.4' })
  for (const text of ['', 'localhost', '127.0.0.1:1', '[::1]', 'fe80::1%lo']) {
    expect(parseIpHost(text)).toBeUndefined()
  }
})

/** Asks Node's own table of addresses, so that the parser is not measured by itself. */
function isSameAddress(host: string, eight: readonly number[]): boolean {
  const table = new BlockList()
  table.addAddress(eight.map((word) => word.toString(16)).join(':'), 'ipv6')
  return table.check(host.includes(':') ? host : `::ffff:${host}`, 'ipv6')
}
