/** bittorrent-dht: immutable values of BEP 44, whose keys are hashes of them; lookups are its get_peers. */

import { once } from 'node:events'
import { Client } from 'bittorrent-dht'
import { startAll } from './join.mjs'

export function create() {
  let nodes = []
  const promised = (run) =>
    new Promise((resolve, reject) => run((error, result) => (error ? reject(error) : resolve(result))))
  return {
    idBytes: 20,
    width: 20,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const node = new Client({ bootstrap: first === undefined ? false : [addressOf(first)] })
        node.on('error', () => {})
        node.on('warning', () => {})
        const ready = Promise.all([once(node, 'listening'), once(node, 'ready')])
        node.listen(0, '127.0.0.1')
        await ready
        return node
      })
    },
    put: async (index, value) =>
      (await promised((done) => nodes[index].put({ v: Buffer.from(value) }, done))).toString('hex'),
    get: async (index, name) => (await promised((done) => nodes[index].get(name, done)))?.v,
    held: async (index) => new Set(nodes[index]._values.keys),
    async lookup(index, target) {
      const key = Buffer.from(target)
      await promised((done) => nodes[index].lookup(key, done))
      const table = nodes[index]._tables.get(key.toString('hex'))
      return table === undefined ? [] : table.closest(key, 20).map(({ id }) => id)
    },
    id: (index) => nodes[index].nodeId,
    kill: (index) => promised((done) => nodes[index].destroy(done)),
    address: (index) => addressOf(nodes[index]),
    ping(index, address) {
      const [host, port] = address.split(':')
      // What its own upkeep calls; there is no public one.
      return promised((done) => nodes[index]._sendPing({ host, port: Number(port) }, done))
    },
  }
}

function addressOf(node) {
  return `127.0.0.1:${node.address().port}`
}
