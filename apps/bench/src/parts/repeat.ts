/** How often something can be done in a second of processor time: what else runs on the machine makes that little longer. */

/** To ask for the time is a system call of some microseconds, in which 100 contacts are inserted. */
const MIN_STRETCH_MS = 1

/** Warms up for as long, then counts. `run` does its work once, and says how many operations that was. */
export async function aSecond(forMs: number, run: () => number | Promise<number>): Promise<number> {
  await repeat(forMs, run)
  return repeat(forMs, run)
}

async function repeat(forMs: number, run: () => number | Promise<number>): Promise<number> {
  const begun = processorMs()
  let [done, elapsedMs, times] = [0, 0, 1]
  while (elapsedMs < forMs) {
    for (let i = 0; i < times; i++) {
      const some = run()
      done += typeof some === 'number' ? some : await some
    }
    const beforeMs = elapsedMs
    elapsedMs = processorMs() - begun
    if (elapsedMs - beforeMs < MIN_STRETCH_MS) times *= 2
  }
  return done / (elapsedMs / 1_000)
}

/** What this process has used of the processor, its garbage collector and compiler included. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
