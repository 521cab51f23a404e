/** Which contacts may be gone, since we were away ourselves: after a restart, or a long sleep. */

import type { Bucket } from './bucket.ts'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/** One time is enough: who has not answered since then is in doubt. */
export class Doubts {
  #since = Number.NEGATIVE_INFINITY

  get since(): number {
    return this.#since
  }

  begin(now: number): void {
    this.#since = now
  }

  covers({ seenAt }: Entry): boolean {
    return seenAt < this.#since
  }

  /** The contacts in doubt, from the nearest bucket to the farthest. */
  *among(buckets: readonly (Bucket | undefined)[]): Iterable<Contact> {
    for (let index = buckets.length - 1; index >= 0; index--) {
      for (const entry of buckets[index]?.contacts.entries() ?? [])
        if (this.covers(entry)) yield entry.contact
    }
  }
}
