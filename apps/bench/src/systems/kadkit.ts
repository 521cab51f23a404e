/** Ourselves: nodes by the defaults, over UDP, and with framing where values are longer than a datagram. */

import { createNode, type KademliaNode } from '@kadkit/dht'
import { framed } from '@kadkit/framing'
import { Key, keyOf } from '@kadkit/key'
import type { Transport } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { eachAtOnce, JOINING, type System } from './system.ts'

export function create({ bodies }: { readonly bodies: boolean }): System {
  return systemOver(() => new UdpTransport({ host: '127.0.0.1' }), bodies)
}

/** The same with a transport of another kind, on loopback, for each node. */
export function systemOver(transport: () => Transport, bodies: boolean): System {
  const nodes: KademliaNode[] = []
  const at = (index: number): KademliaNode => {
    const node = nodes[index]
    if (node === undefined) throw new RangeError(`there is no node ${index}`)
    return node
  }
  const startOne = async (index: number, bootstrap: readonly string[]) => {
    const datagrams = transport()
    nodes[index] = await createNode({ transport: bodies ? framed(datagrams) : datagrams, bootstrap })
  }
  return {
    idBytes: 32,
    width: 20,
    async start(count) {
      await startOne(0, [])
      const bootstrap = [at(0).self.address]
      await eachAtOnce(count - 1, JOINING, (index) => startOne(index + 1, bootstrap))
    },
    async put(index, value) {
      const key = keyOf(value)
      await at(index).put(key, value)
      return key.toHex()
    },
    get: async (index, name) => (await at(index).get(Key.fromHex(name)))?.bytes,
    async held(index) {
      return new Set(
        at(index)
          .snapshot()
          .values.map(({ key }) => key.toHex()),
      )
    },
    lookup: async (index, target) =>
      (await at(index).find(Key.fromBytes(target))).map(({ key }) => key.toBytes()),
    id: (index) => at(index).self.key.toBytes(),
    kill: (index) => at(index).close(),
    address: (index) => at(index).self.address,
    async ping(index, address) {
      if (!(await at(index).rpc.ping(address))) throw new Error(`${address} did not answer`)
    },
  }
}
