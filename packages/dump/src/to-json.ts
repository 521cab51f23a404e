/** A dump as JSON. */

import type { DistancesDump } from './distances-dump.ts'
import { jsonText } from './json-text.ts'
import type { StateDump } from './state-dump.ts'

/** The most spaces a level that {@link JsonOptions.indent} takes: JSON.stringify's own limit. */
const MAX_INDENT = 10

/** How the JSON is laid out. */
export interface JsonOptions {
  /** Spaces a level, 0 to 10; 0, the default, writes one line without spaces, as the original does. */
  readonly indent?: number | undefined
}

/**
 * The JSON text of a dump: names sorted, no newline at the end, values never cut.
 *
 * @throws RangeError when `indent` is not an integer of 0 to 10.
 */
export function toJson(dump: StateDump | DistancesDump, options: JsonOptions = {}): string {
  const { indent = 0 } = options
  if (!Number.isInteger(indent) || indent < 0 || indent > MAX_INDENT) {
    throw new RangeError(`indent must be an integer of 0 to ${MAX_INDENT}, got ${String(indent)}`)
  }
  return jsonText(dump, { quote: JSON.stringify, indent })
}
