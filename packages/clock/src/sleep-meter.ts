/** Notices that the machine has slept, where its monotonic clock stands still meanwhile. */

/** Looking costs a system call: once in so much time is enough. */
const LOOK_EVERY_MS = 1_000
/** The uptime comes in whole seconds on some platforms, and the two clocks are not read at the same moment. */
const NOTICED_FROM_MS = 5_000

/**
 * Compares two clocks since its making: `running`, which may stand still while the machine sleeps, and `uptime`, which
 * does not; both in milliseconds. Without `uptime` it never notices anything.
 */
export class SleepMeter {
  readonly #running: () => number
  readonly #uptime: (() => number) | undefined
  /** How much the uptime was ahead at the beginning. */
  readonly #ahead: number
  #slept = 0
  #lookedAt: number

  constructor(running: () => number, uptime: (() => number) | undefined) {
    this.#running = running
    this.#uptime = uptime
    this.#lookedAt = running()
    this.#ahead = uptime === undefined ? 0 : uptime() - this.#lookedAt
  }

  /** How long the machine has slept until `running`, in milliseconds: it only grows. */
  sleptUntil(running: number): number {
    if (this.#uptime === undefined || running - this.#lookedAt < LOOK_EVERY_MS) return this.#slept
    this.#lookedAt = running
    const slept = this.#uptime() - this.#running() - this.#ahead
    if (slept - this.#slept >= NOTICED_FROM_MS) this.#slept = slept
    return this.#slept
  }
}

/** How long the machine has been up, sleep included, in milliseconds; undefined where nobody knows. */
export function uptimeOf(platform: {
  readonly process?: { getBuiltinModule?(name: 'node:os'): { uptime(): number } | undefined }
}): (() => number) | undefined {
  const os = platform.process?.getBuiltinModule?.('node:os')
  return os === undefined ? undefined : () => 1_000 * os.uptime()
}
