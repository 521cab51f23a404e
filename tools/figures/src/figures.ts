/** The figures that the project promises, each measured on a network of its own. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { seededRandomBytes } from '@kadkit/key'
import { MemoryNetwork } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { recall, startNetwork, stopNetwork } from './network.ts'
import { times } from './quantile.ts'
import { getValues, putValues } from './values.ts'

const loopback = () => new UdpTransport({ host: '127.0.0.1', port: 0 })

/** 200 nodes in memory, nothing lost: how many of 1,000 lookups return exactly the true 20 closest. */
export async function exactLookups(seed: number): Promise<string> {
  const network = new MemoryNetwork({ seed })
  const nodes = await startNetwork(200, () => network.transport())
  const { exact, messages } = await recall(nodes, 1_000, seededRandomBytes(seed))
  await stopNetwork(nodes)
  return `${exact} of 1000 lookups exact, ${messages.toFixed(1)} datagrams a lookup`
}

/** 200 nodes in memory, 5 % of all messages lost: how many of 500 gets succeed. */
export async function lossyGets(seed: number): Promise<string> {
  const network = new MemoryNetwork({ seed, loss: 0.05 })
  const nodes = await startNetwork(200, () => network.transport())
  await putValues(nodes, 500)
  const { right, ms } = await getValues(nodes, 500)
  const { exact, recall: share } = await recall(nodes, 200, seededRandomBytes(seed))
  await stopNetwork(nodes)
  return `${right} of 500 gets right, ${times(ms)}; ${exact} of 200 lookups exact, recall ${share.toFixed(4)}`
}

/** Nodes on UDP sockets of this machine: time to start them, puts, gets, exactness. */
export async function udpNetwork(size: number, seed: number): Promise<string> {
  const before = performance.now()
  const nodes = await startNetwork(size, loopback)
  const upMs = performance.now() - before
  const put = await putValues(nodes, 200)
  const get = await getValues(nodes, 200)
  const { recall: share } = await recall(nodes, 200, seededRandomBytes(seed))
  await stopNetwork(nodes)
  const replicas = (put.replicas / 200).toFixed(2)
  return (
    `up in ${(upMs / 1_000).toFixed(1)} s; put: ${replicas} replicas acknowledged, ${times(put.ms)}; ` +
    `get: ${get.right} of 200 right, ${times(get.ms)}; recall of the 20 closest ${share.toFixed(4)}`
  )
}

/** 100 UDP nodes, 200 values, 30 nodes gone without a word: how many values the others read at once. */
export async function killedNodes(): Promise<string> {
  const nodes = await startNetwork(100, loopback)
  await putValues(nodes, 200)
  const killed = nodes.filter((_node, index) => index % 10 < 3)
  const alive = nodes.filter((node) => !killed.includes(node))
  await stopNetwork(killed)
  const { right, ms } = await getValues(alive, 200)
  await stopNetwork(alive)
  return `${killed.length} of 100 killed: ${right} of 200 gets right, ${times(ms)}`
}

/** 100,000 datagrams that are not ours, from a raw socket, at two UDP nodes: what became of them. */
export async function junk(seed: number): Promise<string> {
  const random = seededRandomBytes(seed)
  const [first, second] = await startNetwork(2, loopback)
  if (first === undefined || second === undefined) throw new Error('the two nodes did not start')
  const socket = createSocket('udp4')
  let answers = 0
  socket.on('message', () => answers++)
  const port = Number(first.self.address.split(':')[1])
  const before = first.stats()
  for (let i = 0; i < 100_000; i++) {
    const [low = 0, high = 0] = random(2)
    socket.send(random((low + high * 256) % 1_400), port, '127.0.0.1')
    // A socket buffers only so much: without waiting, the kernel would drop them before the node sees them.
    if (i % 20 === 19) await until(() => first.stats().received - before.received >= i - 40)
  }
  await until(() => first.stats().received - before.received >= 100_000)
  const after = first.stats()
  socket.close()
  await once(socket, 'close')
  await second.put('still', 'alive')
  const alive = (await first.get('still'))?.text() === 'alive'
  await stopNetwork([first, second])
  const reasons = Object.entries(after.dropped).map(([reason, count]) => `${reason} ${count}`)
  return `${after.received - before.received} received, dropped: ${reasons.join(', ')}; ${answers} answers; put and get ${alive ? 'work' : 'FAIL'}`
}

/** Waits for something that happens in this process, but not for ever: a datagram may be lost. */
async function until(happened: () => boolean): Promise<void> {
  const end = performance.now() + 1_000
  while (!happened() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve))
}
