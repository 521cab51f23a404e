/** What both clocks ask of a time to schedule for. */

/** Gives `at` back. @throws RangeError for NaN, which would be a call that silently never comes. */
export function checkTime(at: number): number {
  if (Number.isNaN(at)) throw new RangeError('at must be a time in milliseconds, got NaN')
  return at
}
