/** What one source has of the room for values of others: its values, the least useful first. */

import type { Key } from '@kadkit/key'
import { Heap, type Slotted } from './heap.ts'

/** The room that the value of one key takes. */
export interface Place extends Slotted {
  readonly share: Share
  readonly key: Key
  readonly valueBytes: number
  readonly cached: boolean
  /** The leading bits that its key shares with ours. */
  readonly nearness: number
  readonly expiresAt: number
  /** One that is on its way to the storage cannot be dropped yet. */
  droppable: boolean
}

/** A share in one of the two orders in which all of them stand. */
export interface Rank extends Slotted {
  readonly share: Share
}

/** What is counted, and may be short. */
export type Measure = 'count' | 'bytes'

export class Share {
  readonly source: string
  readonly ranks: { readonly [measure in Measure]: Rank }
  count = 0
  bytes = 0
  readonly #droppable = new Heap<Place>(isLessUseful)

  constructor(source: string) {
    this.source = source
    this.ranks = { count: { share: this, slot: -1 }, bytes: { share: this, slot: -1 } }
  }

  /** Its least useful value that can be dropped, if there is one. */
  get least(): Place | undefined {
    return this.#droppable.first
  }

  add(place: Place): void {
    this.count++
    this.bytes += place.valueBytes
    if (place.droppable) this.#droppable.add(place)
  }

  /** Of a place of this share: from now on it can be dropped, or cannot. */
  setDroppable(place: Place, droppable: boolean): void {
    if (place.droppable === droppable) return
    place.droppable = droppable
    if (droppable) this.#droppable.add(place)
    else this.#droppable.remove(place)
  }

  remove(place: Place): void {
    this.count--
    this.bytes -= place.valueBytes
    this.#droppable.remove(place)
  }
}

/** All shares, the heaviest by this measure first; of equal ones, that with the least useful value. */
export function heaviestFirst(measure: Measure): Heap<Rank> {
  return new Heap(({ share: a }, { share: b }) => {
    if (a[measure] !== b[measure]) return a[measure] > b[measure]
    if (a.least === undefined || b.least === undefined) return a.least !== undefined
    return isLessUseful(a.least, b.least)
  })
}

/**
 * Cached copies before replicas: nobody counts on them. Then what is farther from us, told by the bucket that its key
 * would be in: of a near value we should be a holder, of a far one we are by chance. Then that whose life ends first:
 * the longest since it was published, where lives are equally long, and the smallest loss.
 */
function isLessUseful(a: Place, b: Place): boolean {
  if (a.cached !== b.cached) return a.cached
  return a.nearness === b.nearness ? a.expiresAt < b.expiresAt : a.nearness < b.nearness
}
