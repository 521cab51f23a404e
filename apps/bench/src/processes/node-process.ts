/** A process that is one node over UDP with framing, and does as it is told. */

import { createNode, type KademliaNode } from '@kadkit/dht'
import { framed } from '@kadkit/framing'
import { UdpTransport } from '@kadkit/transport-udp'
import { lossy } from './lossy.ts'
import type { Numbered, Order, Report } from './order.ts'
import { digestOf, sampleOf } from './sample.ts'

/** A node that takes what the benchmark puts. */
const HELD_BYTES = 2 ** 30

let node: KademliaNode | undefined

process.on('message', (order: Numbered<Order>) => {
  void carryOut(order.content).then((content) => {
    process.send?.({ number: order.number, content } satisfies Numbered<Report>)
    if (content.type === 'stopped') process.disconnect()
  })
})

async function carryOut(order: Order): Promise<Report> {
  const begun = performance.now()
  const ms = () => performance.now() - begun
  try {
    if (order.type === 'start') return await start(order)
    if (node === undefined) throw new Error('the node has not been started')
    if (order.type === 'stop') {
      await node.close()
      const { user, system } = process.cpuUsage()
      return { type: 'stopped', cpuMs: (user + system) / 1_000 }
    }
    const key = `value ${order.number}`
    const value = sampleOf(order.number, order.bytes)
    if (order.type === 'put') {
      const { stored } = await node.put(key, value)
      return { type: 'put', ms: ms(), stored: stored.map(({ address }) => address) }
    }
    const found = await node.get(key)
    const passed = ms()
    return {
      type: 'got',
      ms: passed,
      right: found !== undefined && digestOf(found.bytes) === digestOf(value),
    }
  } catch (error) {
    return { type: 'failed', ms: ms(), why: String(error) }
  }
}

async function start({ bootstrap, k, loss, seed }: Order & { type: 'start' }): Promise<Report> {
  const datagrams = lossy(new UdpTransport({ host: '127.0.0.1' }), loss, seed)
  const config = { k, maxValueBytesInSum: HELD_BYTES }
  node = await createNode({ transport: framed(datagrams), config })
  // At 30 % loss one try may well fail.
  for (let tries = 0; bootstrap.length > 0; tries++) {
    try {
      await node.join(bootstrap)
      break
    } catch (error) {
      if (tries === 20) throw error
    }
  }
  return { type: 'started', address: node.self.address }
}
