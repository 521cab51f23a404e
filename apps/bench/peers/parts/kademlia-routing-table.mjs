/** The table of kademlia-routing-table, which dht-rpc and hyperdht use: its answers are not sorted. */

import RoutingTable from 'kademlia-routing-table'

export const contact = (id, host, port) => ({ id: id.slice(), host, port })

export const target = (id) => id

export function create(self, bucketSize) {
  const table = new RoutingTable(self, { k: bucketSize })
  const closest = (target, count) => table.closest(target, count)
  return {
    add: (contact) => void table.add(contact),
    closest,
    unsorted: closest,
    idOf: ({ id }) => id,
    ids: () => table.toArray().map(({ id }) => id),
  }
}
