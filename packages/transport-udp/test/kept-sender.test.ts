import { expect, test } from 'vitest'
import { keptSender } from '../src/kept-sender.ts'
import { senderAddress } from '../src/udp-address.ts'

test('the address of each sender is what it would be without this, however many there are', () => {
  for (const round of [1, 2]) {
    for (let i = 0; i < 20_000; i++) {
      const host = i % 3 === 0 ? `2001:db8::${(i % 4_096).toString(16)}` : `192.0.${i & 7}.${(i >> 3) & 255}`
      const port = 1 + ((i * 7_919 * round) % 65_535)
      expect(keptSender(host, port)).toBe(senderAddress(host, port))
    }
  }
})

test('hosts that end alike, and ports that do, are told apart', () => {
  const hosts = [
    '1.192.0.2.1',
    '2.192.0.2.1',
    '192.0.2.1',
    '::ffff:192.0.2.1',
    '2001:db8:1::2:1',
    '2001:db8:2::2:1',
  ]
  for (const port of [1, 257, 2_049, 65_535]) {
    for (const host of [...hosts, ...hosts]) expect(keptSender(host, port)).toBe(senderAddress(host, port))
  }
})

test.each([
  ['port 0', '127.0.0.1', 0],
  ['port 0 of nobody', '', 0],
  ['a zone', 'fe80::1%eth0', 4_000],
])('who has %s has no address, also at the second time', (_, host, port) => {
  expect(keptSender(host, port)).toBeUndefined()
  expect(keptSender(host, port)).toBeUndefined()
})
