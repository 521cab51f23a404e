/** Our own routing table, as it is measured. */

import { Key } from '@kadkit/key'
import { type Contact, type Entry, RoutingTable } from '@kadkit/routing'
import type { TablePart } from './table-part.ts'

export function contact(id: Uint8Array, host: string, port: number): Contact {
  return { key: Key.fromBytes(id), address: flat(`${host}:${port}`) }
}

export function target(id: Uint8Array): Key {
  return Key.fromBytes(id)
}

export function create(self: Uint8Array, bucketSize: number): TablePart {
  const table = new RoutingTable(Key.fromBytes(self), { bucketSize })
  // As performance.timeOrigin + performance.now() gives it: not a small integer.
  const now = 1_764_000_000_000.5
  return {
    add: (contact) => void table.seen(contact as Contact, now),
    closest: (target, count) => table.closest(target as Key, count),
    unsorted: (target, count) => table.closest(target as Key, count, { sorted: false }),
    idOf: (found) => (found as Entry).contact.key.toBytes(),
    ids: () => [...table.buckets()].flatMap(({ contacts }) => contacts.map((e) => e.contact.key.toBytes())),
  }
}

/** V8 keeps a concatenated text as its parts until it is read; an address from a message is in one piece. */
export function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}
