/** What was found under a name. */

import type { Catalog } from './catalog.ts'
import type { StoredRecord } from './stored-record.ts'

/** What was read under a name. */
export interface Finding {
  readonly name: string
  /** As it is in the database; undefined when there is nothing. */
  readonly raw: Uint8Array | undefined
  /** Undefined when there is nothing, or it is damaged. */
  readonly record: StoredRecord | undefined
}

/** Whether this is a value that can be trusted, and no older than the catalog says. */
export function isCurrent({ name, record }: Finding, catalog: Catalog): boolean {
  return record?.bytes !== undefined && record.sequence === catalog.live.get(name)
}
