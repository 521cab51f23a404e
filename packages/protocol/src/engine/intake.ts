/** What becomes of a value that somebody wants kept: on ourselves as on everybody else. */

import type { Key } from '@kadkit/key'
import type { Refusal } from '../wire/message.ts'
import { comparePublications, type Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Config } from './config.ts'
import type { Vault } from './vault.ts'

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

/** A value as far as it is judged. */
interface Wish {
  readonly key: Key
  readonly valueBytes: number
  readonly publication: Publication
  readonly expiresAt: number
  readonly cached: boolean
  /** The network that it came from; none: ourselves. */
  readonly source?: string | undefined
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
    this.#vault.recall(now, wanted.key, (at, isKnown) => {
      if (isKnown) this.#take(at, wanted, then)
      else then(at, this.#whyUnknown)
    })
  }

  #take(now: number, wanted: ValueRecord, then: Taken): void {
    const record = { ...wanted, expiresAt: this.#granted(now, wanted) }
    const { key, value, cached } = record
    const kept = (at: number, ok: boolean) => {
      if (ok && !cached) this.#host.brought(at, key)
      then(at, ok ? undefined : 'failed')
    }
    const verdict = this.#judge(now, { ...record, valueBytes: value.length })
    const keep = (at: number) => {
      if (this.#vault.makeRoom(record)) this.#vault.keep(at, record, kept)
      else then(at, 'full')
    }
    if (verdict === 'new') {
      keep(now)
    } else if (verdict === 'longer') {
      this.#vault.renew(now, record, (at, renewed) => {
        if (renewed === 'lost') keep(at)
        else kept(at, renewed === 'kept')
      })
    } else if (verdict === 'held') {
      kept(now, true)
    } else {
      then(now, verdict)
    }
  }

  /** Keeps for as long what is held of this publication; otherwise says whether the value itself is wanted. */
  offered(now: number, offer: Omit<Wish, 'cached'>, then: Answered): void {
    this.#vault.recall(now, offer.key, (at, isKnown) => {
      if (isKnown) this.#offered(at, offer, then)
      else then(at, this.#whyUnknown)
    })
  }

  #offered(now: number, offer: Omit<Wish, 'cached'>, then: Answered): void {
    const wish = { ...offer, cached: false }
    const lease = { ...wish, expiresAt: this.#granted(now, wish) }
    const verdict = this.#judge(now, lease)
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

  #judge(now: number, wish: Wish): 'new' | 'longer' | 'held' | Refusal {
    const { key, valueBytes, cached, publication } = wish
    const vault = this.#vault
    // A copy beside a lookup's path must neither shorten nor lengthen the life of a replica, nor replace it.
    if (cached && (vault.holdsReplica(now, key) || wish.expiresAt < now + 1_000)) return 'held'
    if (valueBytes > this.#config.maxValueBytes) return 'too-large'
    const newest = vault.newest(now, key)
    const order = newest === undefined ? 1 : comparePublications(publication, newest)
    if (order < 0) return 'outdated'
    if (order === 0 && !vault.gainsBy(now, wish)) return 'held'
    if (vault.busy) return 'busy'
    return order === 0 ? 'longer' : 'new'
  }

  /**
   * A cached copy lives half as long for each contact beyond k that lies between us and its key (paper, section 2.3:
   * "exponentially inversely proportional"; the form is that of rust-libp2p): far from the key nobody republishes it.
   */
  #granted(now: number, { key, expiresAt, cached }: Pick<Wish, 'key' | 'expiresAt' | 'cached'>): number {
    const { k, ttlMs } = this.#config
    const lifeMs = Math.min(expiresAt - now, ttlMs)
    if (!cached) return now + lifeMs
    return now + lifeMs / 2 ** Math.max(0, this.#host.nearer(key, k + MOST_HALVINGS) - k)
  }
}
