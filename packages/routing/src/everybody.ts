/** All contacts that a table knows, in their buckets. */

import type { Key } from '@kadkit/key'
import { Bucket } from './bucket.ts'
import type { Doubts } from './doubts.ts'
import type { BucketView } from './outcome.ts'

export interface Everybody {
  readonly self: Key
  /** Bucket i holds those whose keys share exactly i leading bits with `self`. */
  readonly buckets: (Bucket | undefined)[]
  readonly doubts: Doubts
}

/** The bucket of this index, which is made when there is none; `size` contacts are usual for it. */
export function bucketAt(buckets: (Bucket | undefined)[], index: number, size: number): Bucket {
  while (buckets.length <= index) buckets.push(undefined)
  buckets[index] ??= new Bucket(index, size)
  return buckets[index]
}

/** The buckets that have contacts or understudies, copied, from index 0 on. */
export function* viewsOf(buckets: readonly (Bucket | undefined)[]): Iterable<BucketView> {
  for (const [index, bucket] of buckets.entries()) {
    if (bucket === undefined || bucket.contacts.length + bucket.waiting === 0) continue
    yield { index, contacts: bucket.contacts.entries(), understudies: bucket.understudies() }
  }
}
