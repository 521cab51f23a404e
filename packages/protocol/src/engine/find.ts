/** Finding the contacts nearest to a key. */

import { compareDistance, type Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Lookup } from './lookup.ts'
import type { Operation, Report, Workshop } from './operation.ts'
import { Search } from './search.ts'

/** Settles with the k closest contacts that answered; with ourselves, where we are one of the k and no client. */
export class Find implements Operation {
  readonly #search: Search

  constructor(workshop: Workshop, target: Key, report: Report) {
    this.#search = new Search(
      workshop,
      target,
      { type: 'find-node', target },
      {
        step: report.step,
        done: (now, lookup) => {
          const contacts = withSelf(workshop, lookup).slice(0, workshop.config.k)
          report.settle(now, { type: 'found-nodes', contacts })
        },
      },
    )
  }

  begin(now: number): void {
    this.#search.begin(now)
  }

  cancel(): void {
    this.#search.cancel()
  }
}

/** All that answered, and ourselves unless we are a client, nearest first. */
export function withSelf({ self, mode }: Workshop, lookup: Lookup): Contact[] {
  const contacts = lookup.responders
  if (mode === 'client') return contacts
  const index = contacts.findIndex(({ key }) => compareDistance(lookup.target, self.key, key) < 0)
  contacts.splice(index < 0 ? contacts.length : index, 0, self)
  return contacts
}
