import { describe, expect, test } from 'vitest'
import { completeOptions, type UdxTransportOptions } from '../src/udx-options.ts'
import { UdxTransport } from '../src/udx-transport.ts'

test('without options it listens on all IPv4 addresses, at any port, for messages of 1,200 bytes', () => {
  expect(completeOptions({})).toEqual({
    local: { family: 4, host: '0.0.0.0', port: 0 },
    maxMessageBytes: 1_200,
    receiveBufferBytes: undefined,
    sendBufferBytes: undefined,
    maxQueuedBytes: 4_194_304,
  })
})

test('the bounds themselves are good', () => {
  expect(completeOptions({ port: 65_535, maxMessageBytes: 2_047 })).toMatchObject({
    local: { port: 65_535 },
    maxMessageBytes: 2_047,
  })
  expect(completeOptions({ port: 0, maxMessageBytes: 1 })).toMatchObject({
    local: { port: 0 },
    maxMessageBytes: 1,
  })
})

describe('an option out of its range is refused by its name:', () => {
  const host = 'host must be an IP address without brackets, port or zone, and no name, got '
  const bad: readonly (readonly [unknown, string])[] = [
    [{ host: 'localhost' }, `${host}"localhost"`],
    [{ port: 65_536 }, 'port must be an integer of 0 to 65535, got 65536'],
    [{ maxMessageBytes: 0 }, 'maxMessageBytes must be an integer of 1 to 2047, got 0'],
    [{ maxMessageBytes: 2_048 }, 'maxMessageBytes must be an integer of 1 to 2047, got 2048'],
  ]
  for (const [options, words] of bad) {
    test(words, () => {
      expect(() => new UdxTransport(options as UdxTransportOptions)).toThrow(new RangeError(words))
    })
  }
})
