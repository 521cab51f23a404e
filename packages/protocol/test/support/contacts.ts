/** Keys and contacts that are easy to reason about: for the target `keyAt(0)`, nearness is the order of numbers. */

import { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'

/** The key whose first four bytes say `number`, and whose others are zero. */
export function keyAt(number: number): Key {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setUint32(0, number)
  return Key.fromBytes(bytes)
}

/** The contact with the key `keyAt(number)`. */
export function contactAt(number: number, address = `memory:${number}`): Contact {
  return { key: keyAt(number), address }
}

/** The numbers from `first` to `last`, both included. */
export function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** What the addresses of contacts are, in order: short to compare, and to read when a test fails. */
export function addressesOf(contacts: readonly Contact[]): string[] {
  return contacts.map(({ address }) => address)
}
