/** One lookup on a network at rest: the shipped `Lookup`, fed by the shipped tables, in virtual round trips. */

import type { Key } from '@kadkit/key'
import { Lookup } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { PerfectNetwork } from './perfect-network.ts'

export interface TableWalkOptions {
  readonly k: number
  readonly alpha: number
  /** How long the next round trip takes; 1 for all by default. */
  readonly roundTrip?: () => number
  /** Hears of each request; true ends the walk. */
  readonly asked?: (contact: Contact, at: number) => boolean
}

export interface TableWalk {
  readonly messages: number
  /** When the last answer came, in round trips. */
  readonly endedAt: number
  readonly closest: readonly Contact[]
}

interface Flight {
  readonly contact: Contact
  readonly dueAt: number
}

const STALE_NEVER = Number.MAX_SAFE_INTEGER

/** Walks from the node of this index to the k contacts nearest to `target`, as `Search` of the engine does. */
export function walkTables(
  network: PerfectNetwork,
  from: number,
  target: Key,
  options: TableWalkOptions,
): TableWalk {
  const { k, alpha, roundTrip = () => 1, asked } = options
  const own = network.contacts[from]
  if (own === undefined) throw new RangeError(`from must be below ${network.contacts.length}, got ${from}`)
  const lookup = new Lookup(target, { k, alpha, staleAfterMs: STALE_NEVER })
  for (const contact of network.known(from, target)) lookup.learn(contact)
  const flights: Flight[] = []
  let now = 0
  let messages = 0
  for (;;) {
    while (!lookup.done) {
      const contact = lookup.next()
      if (contact === undefined) break
      messages++
      depart(flights, { contact, dueAt: now + roundTrip() })
      if (asked?.(contact, now) === true) return { messages, endedAt: now, closest: [] }
    }
    const flight = lookup.done ? undefined : flights.pop()
    if (flight === undefined) return { messages, endedAt: now, closest: lookup.closest }
    now = flight.dueAt
    const listed = network.answer(flight.contact, target, own.key)
    lookup.answered(
      flight.contact,
      listed.filter(({ key }) => !key.equals(own.key)),
    )
  }
}

/** Keeps the next to arrive last; of two that arrive at once, the one that left first. */
function depart(flights: Flight[], flight: Flight): void {
  let at = flights.length
  while (at > 0 && (flights[at - 1]?.dueAt ?? 0) <= flight.dueAt) at--
  flights.splice(at, 0, flight)
}
