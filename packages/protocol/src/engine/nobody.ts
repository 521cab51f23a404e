/** An asker that does not care. */

import type { Asker } from './asker.ts'

/** For requests whose only purpose is what they do to the other side, or to our table. */
export const nobody: Asker = {
  active: true,
  answered() {},
  slow() {},
  failed() {},
}
