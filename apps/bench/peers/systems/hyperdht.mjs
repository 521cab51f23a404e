/** hyperdht: its immutable values, whose keys are hashes of them. */

import HyperDHT from 'hyperdht'
import { startAll } from './join.mjs'
import { addressOf, closestOf, nodeOf, ping, sockets } from './udx.mjs'

export { sockets }

export function create() {
  let nodes = []
  return {
    idBytes: 32,
    width: 20,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const node = await nodeOf(HyperDHT, first)
        await node.fullyBootstrapped()
        return node
      })
    },
    put: async (index, value) => (await nodes[index].immutablePut(Buffer.from(value))).hash.toString('hex'),
    get: async (index, name) => (await nodes[index].immutableGet(Buffer.from(name, 'hex')))?.value,
    held: async (index) => new Set([...nodes[index]._persistent.immutables].map(([name]) => name)),
    lookup: (index, target) => closestOf(nodes[index].findNode(Buffer.from(target))),
    id: (index) => nodes[index].id,
    // Its `force` leaves out what tells others.
    kill: (index) => nodes[index].destroy({ force: true }),
    address: (index) => addressOf(nodes[index]),
    ping: (index, address) => ping(nodes[index], address),
  }
}
