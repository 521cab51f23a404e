/** What becomes of a value that somebody wants kept: on ourselves as on everybody else. */

import type { Refusal } from '../wire/message.ts'
import { comparePublications } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Config } from './config.ts'
import type { Vault } from './vault.ts'

/** Hears that a value is kept, or why not. */
export type Taken = (now: number, refusal?: Refusal) => void

/**
 * Of two publications of one key the newer one stays. Of one publication the bytes that came first stay, with the
 * longer life: what is stored again is not written again.
 */
export class Intake {
  readonly #config: Config
  readonly #vault: Vault

  constructor(config: Config, vault: Vault) {
    this.#config = config
    this.#vault = vault
  }

  /** Keeps a record, for no longer than we grant; `then` may hear of it at once. */
  take(now: number, wanted: ValueRecord, then: Taken): void {
    const record = { ...wanted, expiresAt: Math.min(wanted.expiresAt, now + this.#config.ttlMs) }
    const verdict = this.#judge(now, record)
    const kept = (at: number, ok: boolean) => then(at, ok ? undefined : 'failed')
    if (verdict === 'new') this.#vault.keep(now, record, kept)
    else if (verdict === 'longer') this.#vault.renew(now, record, kept)
    else then(now, verdict === 'held' ? undefined : verdict)
  }

  #judge(now: number, record: ValueRecord): 'new' | 'longer' | 'held' | Refusal {
    const { key, value, cached, publication } = record
    const vault = this.#vault
    // A copy beside a lookup's path must neither shorten nor lengthen the life of a replica, nor replace it.
    if (cached && vault.holdsReplica(now, key)) return 'held'
    if (value.length > this.#config.maxValueBytes) return 'too-large'
    const newest = vault.newest(now, key)
    const order = newest === undefined ? 1 : comparePublications(publication, newest)
    if (order < 0) return 'outdated'
    if (order === 0 && !vault.gainsBy(now, record)) return 'held'
    if (vault.busy) return 'busy'
    if (order === 0) return 'longer'
    return vault.hasRoom(key, value.length) ? 'new' : 'full'
  }
}
