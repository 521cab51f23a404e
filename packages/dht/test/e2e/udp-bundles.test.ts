/** Messages to one node at the same time share datagrams, also on real sockets. */

import { afterEach, expect, test } from 'vitest'
import { at, closeAll, udpNetwork } from './udp.ts'

afterEach(closeAll)

test('1,000 pings, 64 at once, take a tenth as many datagrams, and all are answered', async () => {
  const network = await udpNetwork(2)
  const [asking, asked] = [at(network, 0), at(network, 1)]
  const before = network.map(({ transport }) => transport.stats().sent)
  let begun = 0
  let answered = 0
  const lane = async () => {
    while (begun++ < 1_000) if (await asking.node.rpc.ping(asked.node.self.address)) answered++
  }
  await Promise.all(Array.from({ length: 64 }, lane))
  expect(answered).toBe(1_000)
  for (const [index, { transport }] of network.entries())
    expect(transport.stats().sent - (before[index] ?? 0)).toBeLessThan(100)
  const { received, accepted, dropped } = asked.node.stats()
  expect(received).toBe(accepted + Object.values(dropped).reduce((sum, count) => sum + count, 0))
})

test('puts and gets, 200 at once by one node, find all in what the others take apart again', async () => {
  const network = await udpNetwork(4)
  const { node } = at(network, 0)
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  await Promise.all(numbers.map((number) => node.put(`key ${number}`, `value ${number}`)))
  const reader = at(network, 3).node
  const found = await Promise.all(numbers.map((number) => reader.get(`key ${number}`)))
  expect(found.map((value) => value?.text())).toEqual(numbers.map((number) => `value ${number}`))
  for (const member of network) {
    const { received, accepted, dropped } = member.node.stats()
    const lost = Object.entries(dropped).filter(
      ([reason]) => reason !== 'duplicate' && reason !== 'unsolicited',
    )
    expect(lost).toEqual([])
    expect(received).toBe(accepted + Object.values(dropped).reduce((sum, count) => sum + count, 0))
  }
})
