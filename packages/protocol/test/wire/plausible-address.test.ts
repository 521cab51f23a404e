import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlausible, reachOf } from '../../src/wire/plausible-address.ts'
import * as arbitrary from './arbitrary.ts'

const SENDERS = {
  public: '203.0.113.9:4000',
  private: '192.168.1.9:4000',
  publicV6: '[2001:db8::9]:4000',
  link: '169.254.9.9:4000',
  linkV6: '[fe80::9]:4000',
  loopback: '127.0.0.1:4000',
  loopbackV6: '[::1]:4000',
  memory: 'memory:9',
}
type Sender = keyof typeof SENDERS
const ALL = Object.keys(SENDERS) as Sender[]
const IP = ALL.filter((sender) => sender !== 'memory')
const NONE: Sender[] = []
const LINK: Sender[] = ['link', 'linkV6', 'loopback', 'loopbackV6', 'memory']
const MACHINE: Sender[] = ['loopback', 'loopbackV6', 'memory']

describe('an address that another node lists', () => {
  test.each([
    ['8.8.8.8:53', ALL],
    ['10.0.0.1:4000', ALL],
    ['172.16.0.1:4000', ALL],
    ['192.168.0.1:4000', ALL],
    ['100.64.0.1:4000', ALL],
    ['1.0.0.0:1', ALL],
    ['126.255.255.255:1', ALL],
    ['128.0.0.0:1', ALL],
    ['223.255.255.255:65535', ALL],
    ['169.253.255.255:1', ALL],
    ['169.255.0.0:1', ALL],
    ['[2001:db8::1]:1', ALL],
    ['[fc00::1]:1', ALL],
    ['[fec0::1]:1', ALL],
    ['[fe7f::1]:1', ALL],
    ['[64:ff9b::1.2.3.4]:1', ALL],
    ['[::1:0:0]:1', ALL],
    ['[0:0:0:0:1:ffff:1:1]:1', ALL],
    ['[::fffe:1.2.3.4]:1', ALL],
    ['0.0.0.0:1', NONE],
    ['0.255.255.255:1', NONE],
    ['224.0.0.1:1', NONE],
    ['239.255.255.255:1', NONE],
    ['240.0.0.0:1', NONE],
    ['255.255.255.255:1', NONE],
    ['[::]:1', NONE],
    ['[ff00::]:1', NONE],
    ['[ff02::1]:1', NONE],
    ['[::2]:1', NONE],
    ['[::127.0.0.1]:1', NONE],
    ['[::ffff:127.0.0.1]:1', NONE],
    ['[::ffff:8.8.8.8]:1', NONE],
    ['8.8.8.8:0', NONE],
    ['[2001:db8::1]:0', NONE],
    ['example.com:80', NONE],
    ['', NONE],
    ['127.0.0.1:1', MACHINE],
    ['127.255.255.255:1', MACHINE],
    ['[::1]:1', MACHINE],
    ['169.254.0.1:1', LINK],
    ['[fe80::1]:1', LINK],
    ['[febf::1]:1', LINK],
    ['memory:7', ['memory']],
  ] as const)('%s is believed of the right senders', (address, senders: readonly Sender[]) => {
    for (const sender of ALL)
      expect([sender, isPlausible(address, reachOf(SENDERS[sender]))]).toEqual([
        sender,
        senders.includes(sender),
      ])
  })

  test('is believed of a sender whose own address is not plausible only if it is no loopback or link', () => {
    for (const from of ['[::ffff:127.0.0.1]:1', '0.0.0.0:1']) {
      expect(isPlausible('8.8.8.8:53', reachOf(from))).toBe(true)
      expect(isPlausible('127.0.0.1:53', reachOf(from))).toBe(false)
      expect(isPlausible('169.254.0.1:53', reachOf(from))).toBe(false)
    }
  })

  test('is of the same kind as its sender when it is not an IP address', () => {
    fc.assert(
      fc.property(
        arbitrary.uriAddress,
        arbitrary.uriAddress,
        fc.constantFrom(...IP),
        (listed, memory, ip) => {
          expect(isPlausible(listed, reachOf(memory))).toBe(true)
          expect(isPlausible(listed, reachOf(SENDERS[ip]))).toBe(false)
        },
      ),
    )
  })
})
