/** @libp2p/kad-dht on libp2p: TCP, noise, yamux; settings only where loopback needs them. */

import { createHash } from 'node:crypto'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { kadDHT, passthroughMapper, Record } from '@libp2p/kad-dht'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { startAll } from './join.mjs'

const NAMESPACE = 'bench'
const ENOUGH = 10_000
// All nodes are in one process here, so that eight handshakes at once take long.
const PATIENCE_MS = 60_000

// It calls this, and Node has it from version 22 on.
Promise.withResolvers ??= () => {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}

export function create() {
  let nodes = []
  const sha256 = (bytes) => createHash('sha256').update(bytes).digest()
  const keyOf = (name) => new TextEncoder().encode(`/${NAMESPACE}/${name}`)
  const idOf = (peer) => sha256(peer.toMultihash().bytes)
  return {
    idBytes: 32,
    width: 20,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const node = await createLibp2p(settings())
        if (first !== undefined) {
          await node.dial(first.getMultiaddrs()[0], { signal: AbortSignal.timeout(PATIENCE_MS) })
          await acquainted(node)
          for await (const _ of node.services.dht.getClosestPeers(node.peerId.toMultihash().bytes)) {
            // A lookup of its own id, so that others come to know it: by itself it does that minutes later.
          }
        }
        return node
      })
    },
    async put(index, value) {
      const name = sha256(value).toString('hex')
      let stored = 0
      for await (const { name: event } of nodes[index].services.dht.put(keyOf(name), value)) {
        if (event === 'PEER_RESPONSE') stored++
      }
      if (stored === 0) throw new Error('nobody stored it')
      return name
    },
    async get(index, name) {
      let found
      for await (const event of nodes[index].services.dht.get(keyOf(name))) {
        if (event.name === 'VALUE') found = event.value
      }
      return found
    },
    async held(index) {
      const names = new Set()
      for await (const { key, value } of nodes[index].components.datastore.query({})) {
        if (!key.toString().includes('/record/')) continue
        names.add(new TextDecoder().decode(Record.deserialize(value).key).slice(NAMESPACE.length + 2))
      }
      return names
    },
    async lookup(index, target) {
      const ids = []
      for await (const event of nodes[index].services.dht.getClosestPeers(target)) {
        if (event.name === 'FINAL_PEER') ids.push(idOf(event.peer.id))
      }
      return ids
    },
    place: (target) => sha256(target),
    id: (index) => idOf(nodes[index].peerId),
    kill: (index) => nodes[index].stop(),
    address: (index) => nodes[index].getMultiaddrs()[0].toString(),
    ping: (index, address) => nodes[index].services.ping.ping(multiaddr(address)),
  }
}

function settings() {
  return {
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // The default takes 5 connections a second from a host, and loopback is one host.
    connectionManager: {
      inboundConnectionThreshold: ENOUGH,
      maxIncomingPendingConnections: ENOUGH,
      maxConnections: ENOUGH,
      dialTimeout: PATIENCE_MS,
      addressDialTimeout: PATIENCE_MS,
      inboundUpgradeTimeout: PATIENCE_MS,
    },
    services: {
      identify: identify(),
      ping: ping({ maxOutboundStreams: 64, maxInboundStreams: 64 }),
      dht: kadDHT({
        protocol: '/kadkit-bench/kad/1.0.0',
        // The default drops private addresses.
        peerInfoMapper: passthroughMapper,
        clientMode: false,
        validators: { [NAMESPACE]: async () => {} },
        selectors: { [NAMESPACE]: () => 0 },
      }),
    },
  }
}

/** It enters a peer into its table only some time after the connection stands, when the peer's protocols are known. */
async function acquainted(node) {
  while (node.services.dht.routingTable.size === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
