import { describe, expect, test } from 'vitest'
import { completeUdpOptions, type UdpTransportOptions } from '../src/udp-options.ts'
import { UdpTransport } from '../src/udp-transport.ts'

test('without options it listens on all IPv4 addresses, at any port, for messages of 1,200 bytes', () => {
  expect(completeUdpOptions({})).toEqual({
    local: { family: 4, host: '0.0.0.0', port: 0 },
    maxMessageBytes: 1_200,
    receiveBufferBytes: undefined,
    sendBufferBytes: undefined,
    maxQueuedBytes: 4_194_304,
  })
})

test('the bounds themselves are good', () => {
  expect(completeUdpOptions({ port: 65_535, maxMessageBytes: 65_507 })).toMatchObject({
    local: { port: 65_535 },
    maxMessageBytes: 65_507,
  })
  expect(completeUdpOptions({ port: 0, maxMessageBytes: 1 })).toMatchObject({
    local: { port: 0 },
    maxMessageBytes: 1,
  })
})

test('a host is read as every address is: in any way of writing, and an IPv4-mapped one is IPv4', () => {
  const read = (host: string) => completeUdpOptions({ host }).local
  expect(read('0:0:0:0:0:0:0:1')).toEqual({ family: 6, host: '::1', port: 0 })
  expect(read('::')).toEqual({ family: 6, host: '::', port: 0 })
  expect(read('::ffff:127.0.0.1')).toEqual({ family: 4, host: '127.0.0.1', port: 0 })
})

describe('an option out of its range is refused by its name:', () => {
  const host = 'host must be an IP address without brackets, port or zone, and no name, got '
  const bad: readonly (readonly [unknown, string])[] = [
    [{ host: 'localhost' }, `${host}"localhost"`],
    [{ host: '' }, `${host}""`],
    [{ host: '[::1]' }, `${host}"[::1]"`],
    [{ host: '::1]:4000' }, `${host}"::1]:4000"`],
    [{ host: '127.0.0.1:4000' }, `${host}"127.0.0.1:4000"`],
    [{ host: 'fe80::1%eth0' }, `${host}"fe80::1%eth0"`],
    [{ port: 65_536 }, 'port must be an integer of 0 to 65535, got 65536'],
    [{ port: -1 }, 'port must be an integer of 0 to 65535, got -1'],
    [{ port: Number.NaN }, 'port must be an integer of 0 to 65535, got NaN'],
    [{ port: '53' }, 'port must be an integer of 0 to 65535, got "53"'],
    [{ maxMessageBytes: 0 }, 'maxMessageBytes must be an integer of 1 to 65507, got 0'],
    [{ maxMessageBytes: 65_508 }, 'maxMessageBytes must be an integer of 1 to 65507, got 65508'],
    [{ receiveBufferBytes: 0 }, 'receiveBufferBytes must be an integer of 1 to 2147483647, got 0'],
    [{ sendBufferBytes: 1.5 }, 'sendBufferBytes must be an integer of 1 to 2147483647, got 1.5'],
    [{ maxQueuedBytes: -1 }, `maxQueuedBytes must be an integer of 1 to ${Number.MAX_SAFE_INTEGER}, got -1`],
  ]
  for (const [options, words] of bad) {
    test(words, () => {
      expect(() => new UdpTransport(options as UdpTransportOptions)).toThrow(new RangeError(words))
    })
  }
})
