/** Publications to test with. */

import type { Publication } from '../../src/wire/publication.ts'
import { keyAt } from './contacts.ts'

/** One of the node whose key is `keyAt(publisher)`. */
export function publicationOf(version: number, publisher = 60): Publication {
  return { publisher: keyAt(publisher), version }
}

/** Where it does not matter which. */
export const publication: Publication = publicationOf(1)
