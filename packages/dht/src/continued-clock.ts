/** A node's time over its restarts. */

import type { Clock } from '@kadkit/clock'
import type { NodeState } from '@kadkit/protocol'

/**
 * `clock`, moved so that it goes on where the node of this state stopped, plus the time that the wall clock has run
 * meanwhile. All times on the disk are by this clock. So a wall clock that is set while the node runs moves nothing, and
 * one that was set back while it did not run makes nothing live longer than by the time it was away.
 */
export function continuedClock(clock: Clock, state: Pick<NodeState, 'at' | 'wall'> | undefined): Clock {
  if (state === undefined) return clock
  const away = Math.max(0, clock.wall() - state.wall)
  const ahead = state.at + away - clock.now()
  return {
    now: () => clock.now() + ahead,
    wall: () => clock.wall(),
    schedule: (at, run) => clock.schedule(at - ahead, run),
  }
}
