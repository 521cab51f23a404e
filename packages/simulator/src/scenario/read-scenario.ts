/** Scenarios from files: checked, so that a slip of the pen is named and does not pass for a default. */

import { measures } from '../measures/measures.ts'
import type { Scenario } from './scenario.ts'
import { scenarioShape } from './scenario-shape.ts'
import { checkShape } from './shape.ts'

/**
 * The scenario that `value`, for example a parsed JSON file, is.
 * @throws TypeError that names the field: one that is missing, unknown, or of another type or range.
 */
export function readScenario(value: unknown): Scenario {
  checkShape(scenarioShape(Object.keys(measures)), value, 'scenario')
  return value as Scenario
}
