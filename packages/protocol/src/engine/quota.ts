/** The room for values of others: who has how much of it, and who gives way when there is no more. */

import { commonPrefixLength, type Key } from '@kadkit/key'
import { heaviestFirst, type Measure, type Place, Share } from './share.ts'

export interface QuotaLimits {
  readonly maxValues: number
  readonly maxValueBytesInSum: number
}

/** What the value of one key takes, and for whom. */
export interface Claim {
  readonly key: Key
  readonly valueBytes: number
  readonly cached: boolean
  readonly expiresAt: number
  /** The network that it came from; none: ourselves. */
  readonly source?: string | undefined
}

const OURSELVES = ''
/** What one value may displace: so many others, and one more for so many of its own bytes. Its bytes pay for the work. */
const MAX_DISPLACED = 256
const BYTES_FOR_ONE_MORE = 256
/** An offer has paid for less: beyond so many it is taken for acceptable. */
const MAX_DISPLACED_BY_OFFER = 16

/**
 * When a value does not fit, the heaviest source gives way, counted with the newcomer: by number of values when that is
 * exceeded, or else by bytes. It loses its least useful value (`isLessUseful`), and so on until the rest fits. Of sources that are
 * equally heavy, the one with the least useful value loses it.
 *
 * - A newcomer that would itself be the one to go is refused. So a source that is the heaviest displaces only its own values, and
 *   only those that are cached while the newcomer is not, or in a farther bucket: a flood cannot churn.
 * - Whoever has no more than the room divided by the number of sources never gives way, and is never refused: then
 *   another is heavier. But a cached copy displaces only cached copies, and a value only so many others.
 *
 * All work is logarithmic in the numbers of sources and values, for each value that is looked at.
 */
export class Quota {
  readonly #self: Key
  readonly #limits: QuotaLimits
  readonly #places = new Map<string, Place>()
  readonly #shares = new Map<string, Share>()
  readonly #ranks = { count: heaviestFirst('count'), bytes: heaviestFirst('bytes') }
  #bytes = 0
  #count = 0

  constructor(self: Key, limits: QuotaLimits) {
    this.#self = self
    this.#limits = limits
  }

  /** Values that are held or on their way, one for each key. */
  get count(): number {
    return this.#count
  }

  /** Their bytes in sum. */
  get bytes(): number {
    return this.#bytes
  }

  /** What each source has. */
  shares(): { readonly source: string; readonly count: number; readonly bytes: number }[] {
    return [...this.#shares.values()].map(({ source, count, bytes }) => ({ source, count, bytes }))
  }

  /** This is what its key takes from now on; one that is `underWay` does not give way. */
  set(claim: Claim, { underWay }: { underWay: boolean }): void {
    const name = claim.key.toHex()
    const before = this.#places.get(name)
    if (before !== undefined && isFor(before, claim)) {
      before.share.setDroppable(before, !underWay)
      this.#rank(before.share)
      return
    }
    if (before !== undefined) this.#leave(before)
    const place = this.#placeOf(claim, { droppable: !underWay })
    this.#places.set(name, place)
    this.#enter(place)
  }

  /** This key takes nothing any more. */
  delete(key: Key): void {
    const place = this.#places.get(key.toHex())
    if (place === undefined) return
    this.#places.delete(key.toHex())
    this.#leave(place)
  }

  /** Whether a value that is offered would be taken, as far as it is worth finding out before it comes. */
  mayTake(claim: Claim): boolean {
    return this.#try(claim, MAX_DISPLACED_BY_OFFER).ended !== 'refused'
  }

  /**
   * The keys whose values have to go for this one, in place of the one that its own key may have: none when there is
   * room. Undefined when it is not to be taken. Nothing is changed.
   */
  displacedBy(claim: Claim): readonly Key[] | undefined {
    const most = MAX_DISPLACED + Math.floor(claim.valueBytes / BYTES_FOR_ONE_MORE)
    const { ended, displaced } = this.#try(claim, most)
    return ended === 'fits' ? displaced.map(({ key }) => key) : undefined
  }

  /** Carries it out as far as it goes, and takes it all back. */
  #try(claim: Claim, most: number): { ended: 'fits' | 'refused' | 'most'; displaced: readonly Place[] } {
    const { maxValues, maxValueBytesInSum } = this.#limits
    if (maxValues < 1 || claim.valueBytes > maxValueBytesInSum) return { ended: 'refused', displaced: [] }
    const before = this.#places.get(claim.key.toHex())
    const count = this.#count + (before === undefined ? 1 : 0)
    const bytes = this.#bytes - (before?.valueBytes ?? 0) + claim.valueBytes
    if (count <= maxValues && bytes <= maxValueBytesInSum) return { ended: 'fits', displaced: [] }
    // Of equals the newcomer is the least useful: who is there stays.
    const newcomer = this.#placeOf({ ...claim, expiresAt: Number.NEGATIVE_INFINITY }, { droppable: true })
    if (before !== undefined) this.#leave(before)
    this.#enter(newcomer)
    const outcome = this.#displace(newcomer, most)
    for (const place of outcome.displaced) this.#enter(place)
    this.#leave(newcomer)
    if (before !== undefined) this.#enter(before)
    return outcome
  }

  #displace(newcomer: Place, most: number): { ended: 'fits' | 'refused' | 'most'; displaced: Place[] } {
    const displaced: Place[] = []
    for (let short = this.#short; short !== undefined; short = this.#short) {
      const least = this.#ranks[short].first?.share.least
      if (least === undefined || least === newcomer) return { ended: 'refused', displaced }
      if (newcomer.cached && !least.cached) return { ended: 'refused', displaced }
      if (displaced.length === most) return { ended: 'most', displaced }
      displaced.push(least)
      this.#leave(least)
    }
    return { ended: 'fits', displaced }
  }

  get #short(): Measure | undefined {
    if (this.#count > this.#limits.maxValues) return 'count'
    return this.#bytes > this.#limits.maxValueBytesInSum ? 'bytes' : undefined
  }

  #placeOf(claim: Claim, { droppable }: { droppable: boolean }): Place {
    const { key, valueBytes, cached, expiresAt, source = OURSELVES } = claim
    const share = this.#shares.get(source) ?? new Share(source)
    const nearness = commonPrefixLength(this.#self, key)
    return { share, key, valueBytes, cached, nearness, expiresAt, droppable, slot: -1 }
  }

  #enter(place: Place): void {
    const { share } = place
    this.#count++
    this.#bytes += place.valueBytes
    share.add(place)
    this.#rank(share)
  }

  #leave(place: Place): void {
    const { share } = place
    this.#count--
    this.#bytes -= place.valueBytes
    share.remove(place)
    this.#rank(share)
  }

  #rank(share: Share): void {
    for (const measure of ['count', 'bytes'] as const) {
      const rank = share.ranks[measure]
      if (share.count === 0) this.#ranks[measure].remove(rank)
      else if (rank.slot < 0) this.#ranks[measure].add(rank)
      else this.#ranks[measure].moved(rank)
    }
    if (share.count === 0) this.#shares.delete(share.source)
    else if (share.count === 1) this.#shares.set(share.source, share)
  }
}

/** Whether this place is what the claim asks for already. */
function isFor({ share, valueBytes, cached, expiresAt }: Place, claim: Claim): boolean {
  const { source = OURSELVES } = claim
  if (share.source !== source || valueBytes !== claim.valueBytes) return false
  return cached === claim.cached && expiresAt === claim.expiresAt
}
