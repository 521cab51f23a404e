import { ManualClock } from '@kadkit/clock'
import { MemoryNetwork } from '@kadkit/transport'
import { transportContract } from '@kadkit/transport/contract'
import { UdpTransport } from '@kadkit/transport-udp'
import { describe, test } from 'vitest'
import { framed } from '../src/framed-transport.ts'
import type { FramingOptions } from '../src/framing-options.ts'

/** An address on loopback at which nobody listens: a port that was free a moment ago. */
async function deadUdpAddress(): Promise<string> {
  const transport = new UdpTransport({ host: '127.0.0.1' })
  const address = await transport.open({ receive() {} })
  await transport.close()
  return address
}

const SIZES: Readonly<Record<string, FramingOptions>> = {
  'a message fits one datagram': { maxMessageBytes: 1_000 },
  'a longest message has two chunks': { maxMessageBytes: 1_201 },
  'a longest message has 100,000 bytes': { maxMessageBytes: 100_000 },
  'datagrams are as short as may be': { maxMessageBytes: 5_000, datagramBytes: 256 },
  'a longest message has a mebibyte': { maxMessageBytes: 2 ** 20 },
}

for (const [what, options] of Object.entries(SIZES)) {
  describe(`in memory, where ${what}, the contract holds`, () => {
    const clock = new ManualClock(1_000_000)
    const network = new MemoryNetwork({ clock, delayMs: 5, jitterMs: 3 })
    const cases = transportContract({
      create: () => framed(network.transport(), { clock, ...options }),
      deadAddress: () => 'memory:999999',
      badAddresses: ['127.0.0.1:4000', 'memory:', 'memory:0'],
      settle: () => clock.advance(20),
    })
    for (const { name, run } of cases) test(name, run)
  })
}

describe('in memory, where a tenth is lost and a tenth comes twice, the contract holds', () => {
  const clock = new ManualClock(1_000_000)
  const network = new MemoryNetwork({ clock, delayMs: 5, jitterMs: 3, loss: 0.1, duplicate: 0.1, seed: 3 })
  const cases = transportContract({
    create: () => framed(network.transport(), { clock, maxMessageBytes: 20_000 }),
    deadAddress: () => 'memory:999999',
    settle: () => clock.advance(20),
    waitMs: 1_000,
  })
  for (const { name, run } of cases) test(name, run)
})

describe('over UDP on loopback the contract holds', () => {
  const cases = transportContract({
    create: () => framed(new UdpTransport({ host: '127.0.0.1' }), { maxMessageBytes: 300_000 }),
    deadAddress: deadUdpAddress,
    badAddresses: ['localhost:4000', '127.0.0.1:0'],
  })
  for (const { name, run } of cases) test(name, run)
})
