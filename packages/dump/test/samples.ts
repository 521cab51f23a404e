/** A small network's state, for the tests: the three nodes of the original's README. */

import { commonPrefixLength, keyFromAddress, keyOf } from '@kadkit/key'
import type { BucketState, ContactState, Snapshot, ValueRecord } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'

const NOON = Date.UTC(2026, 0, 1, 12)

export function contactAt(address: string): Contact {
  return { key: keyFromAddress(address), address }
}

/** A node of the README's network, by its port. */
export function readmeNode(port: number): Contact {
  return contactAt(`192.168.1.10:${port}`)
}

export function recordOf(name: string, value: string | Uint8Array): ValueRecord {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const publication = { publisher: keyOf('publisher'), version: NOON }
  return { key: keyOf(name), value: bytes, expiresAt: NOON + 86_400_000, cached: false, publication }
}

/** What 192.168.1.10:1337 knows: two contacts in bucket 0, one understudy. */
export function readmeSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const self = readmeNode(1337)
  return {
    at: NOON,
    self,
    mode: 'server',
    k: 20,
    buckets: [bucketOf(self, [readmeNode(1339), readmeNode(1338)], [readmeNode(1340)])],
    values: [],
    own: [],
    pending: [],
    ...changes,
  }
}

function bucketOf(
  self: Contact,
  contacts: readonly Contact[],
  understudies: readonly Contact[],
): BucketState {
  const index = commonPrefixLength(self.key, contacts[0]?.key ?? self.key)
  return { index, contacts: contacts.map(stateOf), understudies: understudies.map(stateOf) }
}

function stateOf(contact: Contact, place: number): ContactState {
  return { ...contact, seenAt: NOON - 1000 + place, failures: place }
}
