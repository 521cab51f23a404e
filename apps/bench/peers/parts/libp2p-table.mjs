/**
 * The table of @libp2p/kad-dht: a tree of at most eight bits. It hashes the ids of peers to their places, asynchronously;
 * so that places can be chosen, and hashing is not what is measured, contacts go in behind that.
 */

import { KBucket } from '../node_modules/@libp2p/kad-dht/dist/src/routing-table/k-bucket.js'

/** What the table asks of a peer's id. */
class PeerName {
  constructor(bytes) {
    this.bytes = bytes
  }

  equals(other) {
    return this === other
  }
}

export const contact = (id) => {
  const bytes = id.slice()
  // As if it had been asked just now whether it is there.
  return { kadId: bytes, peerId: new PeerName(bytes), lastPing: Date.now() }
}

export const target = (id) => id

export function create(_self, bucketSize) {
  const nobody = async function* () {}
  const table = new KBucket(
    { peerId: new PeerName(new Uint8Array(32)) },
    { kBucketSize: bucketSize, ping: nobody, verify: async () => true },
  )
  return {
    add: (contact) => table._add(contact),
    closest: (target, count) => [...table.closest(target, { count })],
    idOf: ({ bytes }) => bytes,
    ids: () => [...table.toIterable()].map(({ kadId }) => kadId),
  }
}
