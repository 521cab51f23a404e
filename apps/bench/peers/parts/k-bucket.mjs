/** The table of k-bucket, which bittorrent-dht uses: a tree of buckets. */

import KBucket from 'k-bucket'

export const contact = (id, host, port) => ({ id: id.slice(), host, port })

export const target = (id) => id

export function create(self, bucketSize) {
  const table = new KBucket({ localNodeId: self, numberOfNodesPerKBucket: bucketSize })
  return {
    add: (contact) => void table.add(contact),
    closest: (target, count) => table.closest(target, count),
    idOf: ({ id }) => id,
    ids: () => table.toArray().map(({ id }) => id),
  }
}
