import { ManualClock } from '@kadkit/clock'
import { describe, test } from 'vitest'
import { transportContract } from '../../src/contract/transport-contract.ts'
import { MemoryNetwork } from '../../src/memory-network.ts'

describe('a memory network with the system clock keeps the contract', () => {
  const network = new MemoryNetwork()
  const cases = transportContract({ create: () => network.transport(), deadAddress: 'memory:99999' })
  for (const { name, run } of cases) test(name, run)
})

describe('a memory network with a manual clock, loss, copies and jitter keeps the contract', () => {
  const clock = new ManualClock()
  const network = new MemoryNetwork({
    clock,
    seed: 3,
    loss: 0.02,
    duplicate: 0.2,
    delayMs: 50,
    jitterMs: 100,
  })
  const cases = transportContract({
    create: async () => network.transport(),
    deadAddress: () => 'memory:99999',
    badAddresses: [
      'memory:',
      'memory:0',
      'memory:01',
      'memory:-1',
      'memory:1 ',
      'Memory:1',
      '127.0.0.1:4000',
    ],
    settle: () => clock.advance(10),
    waitMs: 2_000,
  })
  for (const { name, run } of cases) test(name, run)
})
