/** The check of a count. */

/** @throws RangeError for what is not an integer of at least so much. */
export function atLeast(least: number, value: number, name: string): number {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} must be an integer of at least ${least}, got ${String(value)}`)
  }
  return value
}
