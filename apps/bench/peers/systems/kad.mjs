/** kad: values as JSON, keys of 160 bits, over its UDP transport. */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { startAll } from './join.mjs'

const require = createRequire(import.meta.url)
const { KademliaNode } = require('kad')
// Its index offers only HTTP.
const UDPTransport = require('kad/lib/transport-udp')

const silent = { debug() {}, info() {}, warn() {}, error() {} }

export function create() {
  let nodes = []
  const stores = new Map()
  const promised = (run) =>
    new Promise((resolve, reject) => run((error, result) => (error ? reject(error) : resolve(result))))
  const contactOf = ({ identity, contact }) => [identity.toString('hex'), contact]
  return {
    idBytes: 20,
    width: 20,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const transport = new UDPTransport()
        const values = new Map()
        transport.socket.bind(0, '127.0.0.1')
        await once(transport.socket, 'listening')
        const contact = { hostname: '127.0.0.1', port: transport.socket.address().port }
        const node = new KademliaNode({ transport, contact, storage: storage(values), logger: silent })
        node.on('error', () => {})
        // The socket is bound already, since what a contact says must have the port in it.
        transport.listen = () => {}
        node.listen()
        stores.set(node, values)
        if (first !== undefined) await promised((done) => node.join(contactOf(first), done))
        return node
      })
    },
    async put(index, value) {
      const name = createHash('sha1').update(value).digest('hex')
      const text = Buffer.from(value).toString('base64')
      const stored = await promised((done) => nodes[index].iterativeStore(name, { text }, done))
      if (stored === 0) throw new Error('nobody stored it')
      return name
    },
    async get(index, name) {
      const found = await promised((done) => nodes[index].iterativeFindValue(name, done))
      return found?.value === undefined ? undefined : Buffer.from(found.value.text, 'base64')
    },
    held: async (index) => new Set(stores.get(nodes[index]).keys()),
    async lookup(index, target) {
      const key = Buffer.from(target).toString('hex')
      const contacts = await promised((done) => nodes[index].iterativeFindNode(key, done))
      return contacts.map(([identity]) => Buffer.from(identity, 'hex'))
    },
    id: (index) => nodes[index].identity,
    async kill(index) {
      // It cannot be stopped: its intervals go on, so what it sends must go nowhere.
      const { socket } = nodes[index].transport
      socket.send = (...args) => args.at(-1)()
      socket.close()
    },
    address: (index) => JSON.stringify(contactOf(nodes[index])),
    ping: (index, address) => promised((done) => nodes[index].ping(JSON.parse(address), done)),
  }
}

/** As little of levelup as it asks for. */
function storage(values) {
  return {
    get: (key, _options, done) =>
      values.has(key) ? done(null, values.get(key)) : done(new Error('not found')),
    put(key, value, _options, done) {
      values.set(key, value)
      done(null)
    },
    del(key, done) {
      values.delete(key)
      done(null)
    },
    createReadStream: () => Readable.from([...values].map(([key, value]) => ({ key, value }))),
  }
}
