import type { Address, Transport } from '@kadkit/transport'
import { transportContract } from '@kadkit/transport/contract'
import { describe, test } from 'vitest'
import { UdxTransport } from '../src/udx-transport.ts'
import { hasIpv6 } from './ip-versions.ts'
import { deadAddress } from './loopback.ts'

const BAD = [
  'localhost:4000',
  'nope.invalid:1',
  '127.0.0.1',
  '127.0.0.1:0',
  '127.0.0.1:65536',
  '127.0.0.1:04000',
  '127.0.0.1:4000 ',
  '127.1:4000',
  '127.00.0.1:4000',
  '::1:4000',
  '[::1]',
  '[::1]:0',
  '[fe80::1%lo]:4000',
  '[127.0.0.1]:4000',
  'udp://127.0.0.1:4000',
]

describe('over 127.0.0.1 the contract holds', () => {
  const cases = transportContract({
    create: () => new UdxTransport({ host: '127.0.0.1' }),
    deadAddress: () => deadAddress('127.0.0.1'),
    badAddresses: [...BAD, '[::1]:4000'],
  })
  for (const { name, run } of cases) test(name, run)
})

describe('over 127.0.0.1 the contract holds with the longest messages', () => {
  const cases = transportContract({
    create: () => new UdxTransport({ host: '127.0.0.1', maxMessageBytes: 2_047 }),
    deadAddress: () => deadAddress('127.0.0.1'),
  })
  for (const { name, run } of cases) test(name, run)
})

describe.skipIf(!hasIpv6)('over ::1 the contract holds', () => {
  const cases = transportContract({
    create: () => new UdxTransport({ host: '::1' }),
    deadAddress: () => deadAddress('::1'),
    badAddresses: [...BAD, '127.0.0.1:4000', '[::ffff:127.0.0.1]:4000'],
  })
  for (const { name, run } of cases) test(name, run)
})

/** A transport on all addresses of the machine, reached at one of them. */
function reachedAt(host: string): Transport {
  const transport = new UdxTransport({ host: '::' })
  return {
    maxMessageBytes: transport.maxMessageBytes,
    open: async (handlers): Promise<Address> => (await transport.open(handlers)).replace('[::]', host),
    send: (to, message) => transport.send(to, message),
    close: () => transport.close(),
  }
}

for (const [host, dead] of [
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]', '::1'],
] as const) {
  describe.skipIf(!hasIpv6)(`between dual-stack sockets that meet at ${host} the contract holds`, () => {
    const cases = transportContract({
      create: () => reachedAt(host),
      deadAddress: () => deadAddress(dead),
      badAddresses: BAD,
    })
    for (const { name, run } of cases) test(name, run)
  })
}
