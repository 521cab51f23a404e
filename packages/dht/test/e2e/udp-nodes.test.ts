/** Nodes over UDP: the main job, and what a machine does to it. */

import { createSocket } from 'node:dgram'
import { afterEach, expect, test } from 'vitest'
import { errorOf } from '../support/rejection.ts'
import { all } from '../support/world.ts'
import { closeAll, udpNetwork, udpNode } from './udp.ts'

afterEach(closeAll)

function canBind(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp6')
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind(0, host, () => socket.close(() => resolve(true)))
  })
}

const hasIpv6 = await canBind('::1')
if (!hasIpv6) console.log('SKIPPED: nodes over IPv6, because this machine cannot bind ::1')

test('ten nodes put and get, each get from another node than the put', async () => {
  const network = await udpNetwork(10)
  for (const [index, { node }] of network.entries()) {
    const { stored, failed } = await node.put(`key_${index}`, `value_${index}`)
    expect([stored.length, failed.length]).toEqual([10, 0])
  }
  for (const [index, { node }] of network.entries()) {
    const found = await node.get(`key_${(index + 1) % 10}`)
    expect(found?.text()).toBe(`value_${(index + 1) % 10}`)
  }
  for (const { node } of network) {
    // On a slow machine a request may be sent twice, and answered twice.
    const { duplicate: _, ...dropped } = node.stats().dropped
    expect({ ...node.stats(), dropped }).toMatchObject({ unsent: 0, operations: 0 })
    expect(dropped).toEqual({})
  }
}, 30_000)

test.runIf(hasIpv6)(
  'a pair over IPv6 puts and gets, and knows its addresses in canonical form',
  async () => {
    const { node: first } = await udpNode({}, { host: '::1' })
    const bootstrap = [first.self.address.replace('[::1]', '[0:0:0:0:0:0:0:1]')]
    const { node: second } = await udpNode({ bootstrap }, { host: '::1' })
    expect(first.self.address).toMatch(/^\[::1\]:\d+$/)
    await second.put('key', 'value')
    expect((await first.get('key'))?.text()).toBe('value')
    expect((await second.find('key')).length).toBe(2)
  },
  30_000,
)

test.runIf(hasIpv6)(
  'a node on all addresses of both versions carries contacts of both',
  async () => {
    const { node: middle } = await udpNode({}, { host: '::' })
    const port = middle.self.address.slice('[::]:'.length)
    const { node: four } = await udpNode({ bootstrap: [`127.0.0.1:${port}`] })
    const { node: six } = await udpNode({ bootstrap: [`[::1]:${port}`] }, { host: '::1' })
    await four.put('key', 'over IPv4')
    expect((await six.get('key'))?.text()).toBe('over IPv4')
  },
  30_000,
)

test("a bootstrap of 'localhost:4000' says why it is none", async () => {
  const error = await errorOf(udpNode({ bootstrap: ['localhost:4000'] }))
  expect([error.name, error.code]).toEqual(['NodeError', 'no-bootstrap'])
  expect(error.message).toMatch(/^no bootstrap address answered \(localhost:4000\): .*an IP literal/)
  expect(error.cause).toMatchObject({ name: 'TransportError', code: 'bad-address' })
})

test('a port in use is a TransportError that names it', async () => {
  const { node } = await udpNode()
  const port = Number(node.self.address.split(':')[1])
  const error = await errorOf(udpNode({}, { port }))
  expect([error.name, error.code]).toEqual(['TransportError', 'address-in-use'])
  expect(error.message).toContain(String(port))
})

test('an own hasher and own limits work over UDP as elsewhere', async () => {
  const config = { k: 2 }
  const { node: first } = await udpNode({ config })
  const { node: second } = await udpNode({ config, bootstrap: [first.self.address] })
  const { node: third } = await udpNode({ config, bootstrap: [first.self.address] })
  expect((await second.put('key', 'value')).stored.length).toBe(2)
  expect((await third.get('key'))?.text()).toBe('value')
  const steps = await all(third.walk('other'))
  expect(steps.some(({ type }) => type === 'answered')).toBe(true)
}, 30_000)
