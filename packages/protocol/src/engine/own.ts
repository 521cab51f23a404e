/** What is kept in mind of each value that we publish, and of each that is about to become one. */

import type { Key } from '@kadkit/key'
import { comparePublications, type Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Due } from './timetable.ts'

/** A value that we publish; its bytes are in the storage. */
export interface Own extends Due {
  readonly key: Key
  readonly publication: Publication
  readonly valueBytes: number
  readonly until: number
  publishedAt: number
  /** When it is to be published again; Infinity if it has been told to its end. */
  nextAt: number
}

/** A value that is being put for the first time. */
export interface Draft {
  readonly key: Key
  /** Its key was removed meanwhile: it is not to be published again. */
  withdrawn: boolean
  /** What has become of it, while that is on its way to the storage. */
  entered?: Own | undefined
}

/** Whether this record is of that publication. */
export function isOf({ key, publication }: Own, record: ValueRecord): boolean {
  return record.key.equals(key) && comparePublications(record.publication, publication) === 0
}
