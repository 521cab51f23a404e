/** Sessions of a network that has been going for long. */

import type { Dice } from '@kadkit/simulator'

/** Sessions on end, before one is taken for one in progress. */
const SESSIONS = 20

/** What is left of a session in progress, when one has followed on another for very long. */
export function restOf(session: (dice: Dice) => number, meanMs: number, dice: Dice): number {
  let rest = -SESSIONS * meanMs * (1 + dice.next())
  while (rest <= 0) rest += session(dice)
  return rest
}
