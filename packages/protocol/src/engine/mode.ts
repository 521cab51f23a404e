/** What a node is to others. */

/**
 * - `server`: it answers, is in the tables of others, and holds values for them.
 * - `client`: it only asks, as a read-only node does (BEP 43): it answers nothing, so that nobody lists it or brings it
 *   anything, and says so in each request, so that nobody pings it in vain.
 */
export type Mode = 'server' | 'client'

/** @throws RangeError for what is no mode. */
export function checkMode(mode: Mode): Mode {
  if (mode !== 'server' && mode !== 'client') {
    throw new RangeError(`mode must be 'server' or 'client', got ${String(mode)}`)
  }
  return mode
}
