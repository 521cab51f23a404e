/** dht-rpc: a toolkit without values; they are kept as its README shows, by one command. */

import { createHash } from 'node:crypto'
import DHT from 'dht-rpc'
import { startAll } from './join.mjs'
import { addressOf, closestOf, nodeOf, ping, sockets } from './udx.mjs'

export { sockets }

const VALUES = 0

export function create() {
  let nodes = []
  const stores = new Map()
  return {
    idBytes: 32,
    width: 20,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const node = await nodeOf(DHT, first)
        const values = new Map()
        stores.set(node, values)
        node.on('request', (request) => answer(request, values))
        await node.fullyBootstrapped()
        return node
      })
    },
    async put(index, value) {
      const bytes = Buffer.from(value)
      const target = hash(bytes)
      // The lookup asks for the value; what is stored goes with the tokens that it brought.
      const commit = ({ token, from }) =>
        nodes[index].request({ token, target, command: VALUES, value: bytes }, from)
      await nodes[index].query({ target, command: VALUES }, { commit }).finished()
      return target.toString('hex')
    },
    async get(index, name) {
      const target = Buffer.from(name, 'hex')
      for await (const { value } of nodes[index].query({ target, command: VALUES })) {
        if (value && hash(value).equals(target)) return value
      }
      return undefined
    },
    held: async (index) => new Set(stores.get(nodes[index]).keys()),
    lookup: (index, target) => closestOf(nodes[index].findNode(Buffer.from(target))),
    id: (index) => nodes[index].id,
    kill: (index) => nodes[index].destroy(),
    address: (index) => addressOf(nodes[index]),
    ping: (index, address) => ping(nodes[index], address),
  }
}

function answer(request, values) {
  if (request.command !== VALUES || !request.target) return
  if (!request.token) return request.reply(values.get(request.target.toString('hex')) ?? null)
  const key = hash(request.value)
  if (!key.equals(request.target)) return request.error(1)
  values.set(key.toString('hex'), request.value)
  request.reply(null)
}

function hash(value) {
  return createHash('sha256').update(value).digest()
}
