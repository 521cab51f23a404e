/** What a storage stands on: a database, and what is beside it. */

import type { Catalog } from './catalog.ts'
import type { Journal } from './journal.ts'
import type { LevelDatabase } from './level-database.ts'
import type { Recovered } from './recovered.ts'

/** Open, and recovered. */
export interface Backing {
  readonly database: LevelDatabase
  readonly catalog: Catalog
  readonly recovered: Recovered
  /** Undefined for a database that stands alone. */
  readonly journal: Journal | undefined
  /** Makes everything durable that was written. It must not overlap with writing. */
  flush(): Promise<void>
  /** Closes and unlocks everything. */
  release(): Promise<void>
}
