/** Copies an engine's state. */

import type { Entry } from '@kadkit/routing'
import type { Workshop } from './operation.ts'
import type { ContactState, OwnValue, Snapshot } from './snapshot.ts'

/** The state at `now`; `own` are the values that we publish. */
export function takeSnapshot(now: number, workshop: Workshop, own: readonly OwnValue[]): Snapshot {
  const { self, mode, config, table, vault, requests } = workshop
  return {
    at: now,
    self,
    mode,
    k: config.k,
    buckets: [...table.buckets()].map(({ index, contacts, understudies }) => ({
      index,
      contacts: contacts.map(stateOf),
      understudies: understudies.map(stateOf),
    })),
    values: vault.ledger.values(),
    own,
    pending: requests.pending(),
  }
}

function stateOf({ contact, seenAt, failures }: Entry): ContactState {
  return { key: contact.key, address: contact.address, seenAt, failures }
}
