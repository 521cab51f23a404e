/** What becomes of a value that somebody wants kept: on ourselves as on everybody else. */

import type { Key } from '@kadkit/key'
import type { Refusal } from '../wire/message.ts'
import { comparePublications } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Config } from './config.ts'
import type { Lease, Vault } from './vault.ts'

/** Hears that a value is kept, or why not. */
export type Taken = (now: number, refusal?: Refusal) => void

/** Hears what is said to an offer. */
type Answered = (now: number, answer: Refusal | 'stored' | 'wanted') => void

/** What intake asks of others, and tells them. */
export interface IntakeHost {
  /** How many contacts that we know are nearer to a key than we are; those beyond `most` need not be counted. */
  nearer(key: Key, most: number): number
  /** A replica was brought, or the one that is held was offered again. */
  brought(now: number, key: Key): void
}

/** A value that somebody has, without its bytes. */
interface Offer extends Omit<Lease, 'cached'> {
  readonly valueBytes: number
  /** The network that it came from. */
  readonly source: string
}

/** A life that is halved so often is over. */
const MOST_HALVINGS = 40

/**
 * Of two publications of one key the newer one stays. Of one publication the bytes that came first stay, with the
 * longer life: what is stored again is not written again.
 */
export class Intake {
  readonly #config: Config
  readonly #vault: Vault
  readonly #host: IntakeHost

  constructor(config: Config, vault: Vault, host: IntakeHost) {
    this.#config = config
    this.#vault = vault
    this.#host = host
  }

  /** Keeps a record, for no longer than we grant; `then` may hear of it at once. */
  take(now: number, wanted: ValueRecord, then: Taken): void {
    // As `recall` would have it, without a function for each value that comes.
    if (!this.#vault.restoring) {
      this.#take(now, wanted, then)
      return
    }
    this.#vault.recall(now, wanted.key, (at, isKnown) => {
      if (isKnown) this.#take(at, wanted, then)
      else then(at, this.#whyUnknown)
    })
  }

  #take(now: number, wanted: ValueRecord, then: Taken): void {
    const expiresAt = this.#granted(now, wanted)
    const record = expiresAt === wanted.expiresAt ? wanted : { ...wanted, expiresAt }
    const verdict = this.#judge(now, record, record.value.length)
    const kept = (at: number, ok: boolean) => {
      if (ok && !record.cached) this.#host.brought(at, record.key)
      then(at, ok ? undefined : 'failed')
    }
    if (verdict === 'new') {
      this.#keep(now, record, kept, then)
    } else if (verdict === 'longer') {
      this.#vault.renew(now, record, (at, renewed) => {
        if (renewed === 'lost') this.#keep(at, record, kept, then)
        else kept(at, renewed === 'kept')
      })
    } else if (verdict === 'held') {
      kept(now, true)
    } else {
      then(now, verdict)
    }
  }

  #keep(now: number, record: ValueRecord, kept: (now: number, ok: boolean) => void, then: Taken): void {
    if (this.#vault.makeRoom(record)) this.#vault.keep(now, record, kept)
    else then(now, 'full')
  }

  /** Keeps for as long what is held of this publication; otherwise says whether the value itself is wanted. */
  offered(now: number, offer: Offer, then: Answered): void {
    this.#vault.recall(now, offer.key, (at, isKnown) => {
      if (isKnown) this.#offered(at, offer, then)
      else then(at, this.#whyUnknown)
    })
  }

  #offered(now: number, offer: Offer, then: Answered): void {
    const wish = { ...offer, cached: false }
    const lease = { ...wish, expiresAt: this.#granted(now, wish) }
    const verdict = this.#judge(now, lease, lease.valueBytes)
    const stored = (at: number) => {
      this.#host.brought(at, offer.key)
      then(at, 'stored')
    }
    if (verdict === 'new') {
      then(now, this.#vault.mayTake(lease) ? 'wanted' : 'full')
    } else if (verdict === 'held') {
      stored(now)
    } else if (verdict === 'longer') {
      this.#vault.renew(now, lease, (at, renewed) => {
        if (renewed === 'kept') stored(at)
        else then(at, renewed === 'lost' ? 'wanted' : 'failed')
      })
    } else {
      then(now, verdict)
    }
  }

  /** Nothing may take the place of what the storage has and could not say. */
  get #whyUnknown(): Refusal {
    return this.#vault.busy ? 'busy' : 'failed'
  }

  #judge(now: number, lease: Lease, valueBytes: number): 'new' | 'longer' | 'held' | Refusal {
    const { key, cached, publication } = lease
    const vault = this.#vault
    // A copy beside a lookup's path must neither shorten nor lengthen the life of a replica, nor replace it.
    if (cached && (vault.holdsReplica(now, key) || lease.expiresAt < now + 1_000)) return 'held'
    if (valueBytes > this.#config.maxValueBytes) return 'too-large'
    const newest = vault.newest(now, key)
    const order = newest === undefined ? 1 : comparePublications(publication, newest)
    if (order < 0) return 'outdated'
    if (order === 0 && !vault.gainsBy(now, lease)) return 'held'
    if (vault.busy) return 'busy'
    return order === 0 ? 'longer' : 'new'
  }

  /**
   * A cached copy lives half as long for each contact beyond k that lies between us and its key (paper, section 2.3:
   * "exponentially inversely proportional"; the form is that of rust-libp2p): far from the key nobody republishes it.
   */
  #granted(now: number, { key, expiresAt, cached }: Pick<Lease, 'key' | 'expiresAt' | 'cached'>): number {
    const { k, ttlMs } = this.#config
    if (!cached) return Math.min(expiresAt, now + ttlMs)
    const lifeMs = Math.min(expiresAt - now, ttlMs)
    return now + lifeMs / 2 ** Math.max(0, this.#host.nearer(key, k + MOST_HALVINGS) - k)
  }
}
