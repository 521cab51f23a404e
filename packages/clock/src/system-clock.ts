/** The clock of the machine. */

import type { Clock } from './clock.ts'

// setTimeout fires at once when asked to wait longer than this; a longer wait is made of several.
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** `performance.timeOrigin + performance.now()`, and timers of the platform. A scheduled call keeps the process alive. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  schedule(at, run) {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const waitMs = at - systemClock.now()
      timer =
        waitMs > LONGEST_WAIT_MS ? setTimeout(wait, LONGEST_WAIT_MS) : setTimeout(run, Math.max(0, waitMs))
    }
    if (at < Number.POSITIVE_INFINITY) wait()
    return () => clearTimeout(timer)
  },
}
