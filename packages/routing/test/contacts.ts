/** Contacts with keys at chosen places, and distances as bigint, to compare with. */

import { Key } from '@kadkit/key'
import type { Contact, RoutingTable } from '../src/index.ts'

export const self: Key = Key.fromHex('5a'.repeat(32))

/** A key that shares exactly `index` leading bits with `origin`; `tail` (0 to 255) sets the bits that follow. */
export function keyIn(index: number, tail = 0, origin: Key = self): Key {
  const tailBits = Math.min(8, 255 - index)
  const bit = 1n << BigInt(255 - index)
  const following = BigInt(tail & (2 ** tailBits - 1)) << BigInt(255 - index - tailBits)
  return keyOfNumber(numberOf(origin) ^ (bit | following))
}

/** A contact in bucket `index` of `self`, the farther the greater its tail; by default at an address of its own. */
export function contactIn(index: number, tail = 0, address = `10.0.${index}.${tail}:4000`): Contact {
  return { key: keyIn(index, tail), address }
}

export function numberOf(key: Key): bigint {
  return BigInt(`0x${key.toHex()}`)
}

export function keyOfNumber(number: bigint): Key {
  return Key.fromHex(number.toString(16).padStart(64, '0'))
}

export function distance(a: Key, b: Key): bigint {
  return numberOf(a) ^ numberOf(b)
}

export function nearestFirst(target: Key, contacts: readonly Contact[]): Contact[] {
  return contacts.toSorted((a, b) => (distance(target, a.key) < distance(target, b.key) ? -1 : 1))
}

/** All contacts in the buckets of a table. */
export function held(table: RoutingTable): Contact[] {
  return [...table.buckets()].flatMap(({ contacts }) => contacts.map(({ contact }) => contact))
}

/** The addresses of the contacts, and of the understudies, of one bucket in the order in which they stand there. */
export function lineUp(table: RoutingTable, index: number): { contacts: string[]; understudies: string[] } {
  const bucket = [...table.buckets()].find((view) => view.index === index)
  const addresses = (entries: readonly { contact: Contact }[] = []) => entries.map((e) => e.contact.address)
  return { contacts: addresses(bucket?.contacts), understudies: addresses(bucket?.understudies) }
}
