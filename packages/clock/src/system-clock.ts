/** The clock of the machine. */

import type { Clock } from './clock.ts'
import { SleepMeter, uptimeOf } from './sleep-meter.ts'
import { checkTime } from './time.ts'

// A longer wait is made of several. Timers may stand still while the machine sleeps: so it is noticed soon after.
const LONGEST_WAIT_MS = 15_000

const meter = new SleepMeter(() => performance.now(), uptimeOf(globalThis))

/**
 * `performance.timeOrigin + performance.now()`, the time that the machine has slept in Node, and timers of the platform.
 * Never calls early, never inside `schedule`, and at Infinity not at all. A scheduled call keeps the process alive.
 */
export const systemClock: Clock = {
  now() {
    const running = performance.now()
    return performance.timeOrigin + running + meter.sleptUntil(running)
  },
  wall: () => Date.now(),
  schedule(at, run) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = () => {
      const waitMs = Math.max(0, Math.ceil(at - systemClock.now()))
      timer = setTimeout(wake, Math.min(waitMs, LONGEST_WAIT_MS))
    }
    // Node's timers count whole milliseconds of the event loop: of 3,000 timers without this check, 2,234 fired
    // early, by up to 1.9 ms.
    const wake = () => (systemClock.now() < at ? wait() : run())
    if (checkTime(at) < Number.POSITIVE_INFINITY) wait()
    return () => clearTimeout(timer)
  },
}
