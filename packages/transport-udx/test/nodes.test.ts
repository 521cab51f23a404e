/** Nodes over udx-native, and beside them nodes over `node:dgram`: one network. */

import { createNode, type KademliaNode } from '@kadkit/dht'
import { framed } from '@kadkit/framing'
import type { Transport } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { afterEach, expect, test } from 'vitest'
import { UdxTransport } from '../src/index.ts'
import { turnsUntil } from './loopback.ts'

const nodes: KademliaNode[] = []

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close()))
})

async function join(transport: Transport): Promise<KademliaNode> {
  const bootstrap = nodes.slice(0, 1).map((node) => node.self.address)
  const node = await createNode({ transport, bootstrap })
  nodes.push(node)
  return node
}

test('what one node puts, the other gets', async () => {
  const first = await join(new UdxTransport({ host: '127.0.0.1' }))
  const second = await join(new UdxTransport({ host: '127.0.0.1' }))
  expect((await first.put('greeting', 'hello')).stored.length).toBeGreaterThan(0)
  expect((await second.get('greeting'))?.text()).toBe('hello')
})

test('a node over udx-native and nodes over node:dgram are one network, for long values, too', async () => {
  const options = { host: '127.0.0.1' }
  const native = await join(framed(new UdxTransport(options)))
  const plain = await join(framed(new UdpTransport(options)))
  const late = await join(framed(new UdpTransport(options)))
  const long = new Uint8Array(300_000).map((_, i) => i)
  expect((await native.put('long', long)).stored.length).toBeGreaterThan(1)
  expect((await late.get('long'))?.bytes).toEqual(long)
  await plain.put('back', 'from dgram')
  expect((await native.get('back'))?.text()).toBe('from dgram')
})

test('packets that are none of ours are counted, and change nothing', async () => {
  const node = await join(new UdxTransport({ host: '127.0.0.1' }))
  const stranger = new UdpTransport({ host: '127.0.0.1', maxMessageBytes: 60_000 })
  let answers = 0
  await stranger.open({
    receive() {
      answers++
    },
  })
  const foreign = [0, 1, 30, 1_200, 2_047].map((length) => new Uint8Array(length).fill(0xff))
  for (const message of [...foreign, new Uint8Array(60_000)]) stranger.send(node.self.address, message)
  const dropped = () => Object.values(node.stats().dropped).reduce((sum, count) => sum + count, 0)
  await turnsUntil(() => dropped() === foreign.length, 'a packet was not refused')
  expect(await (await join(new UdxTransport({ host: '127.0.0.1' }))).rpc.ping(node.self.address)).toBe(true)
  expect(answers).toBe(0)
  await stranger.close()
})
