import { describe, expect, test } from 'vitest'
import { transportContract } from '../../src/contract/transport-contract.ts'
import { MemoryNetwork } from '../../src/memory-network.ts'
import { type Broken, breakTransport, brokenTransports } from './broken-transports.ts'

const WAIT_MS = 100

function caseFor({ fails, make }: Broken): () => Promise<void> {
  const network = new MemoryNetwork()
  const cases = transportContract({
    create: () => breakTransport(network.transport(), make()),
    deadAddress: 'memory:99999',
    waitMs: WAIT_MS,
  })
  const found = cases.find(({ name }) => name === fails)
  return found?.run ?? expect.unreachable(`the contract has no case "${fails}"`)
}

describe('the contract refuses a transport that', () => {
  for (const broken of brokenTransports) {
    test(`${broken.defect}: ${broken.fails}`, async () => {
      await expect(caseFor(broken)()).rejects.toThrow()
    })
  }
})

test('every case of the contract refuses some transport', () => {
  const cases = transportContract({
    create: () => new MemoryNetwork().transport(),
    deadAddress: 'memory:99999',
  })
  const refusing = new Set(brokenTransports.map(({ fails }) => fails))
  expect(cases.map(({ name }) => name).filter((name) => !refusing.has(name))).toEqual([])
})

test('a message that does not arrive is named, with the time that was waited', async () => {
  const network = new MemoryNetwork({ loss: 1 })
  const cases = transportContract({
    create: () => network.transport(),
    deadAddress: 'memory:99999',
    waitMs: 50,
  })
  const two = cases.find(({ name }) => name === 'two messages stay two')
  await expect(two?.run()).rejects.toThrow(
    'within 50 ms and 5 attempts, 2 of 2 messages to memory:2 did not arrive (the first of them: 3 bytes 01 02 03; nothing arrived at all)',
  )
})

test('what arrived instead of a message is named', async () => {
  const broken = brokenTransports.find(({ defect }) => defect === 'joins what comes')
  await expect(broken && caseFor(broken)()).rejects.toThrow('the last to arrive: ')
})

test('a wrong error is named beside the right one', async () => {
  const broken = brokenTransports.find(({ defect }) => defect.startsWith('throws an error of its own'))
  await expect(broken && caseFor(broken)()).rejects.toThrow(
    "send of 1201 bytes must throw TransportError 'too-large', got RangeError: too large",
  )
})
