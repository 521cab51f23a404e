/** How often something can be done in a second of processor time: what else runs on the machine makes that little longer. */

/** Warms up for as long, then counts. `run` does its work once, and says how many operations that was. */
export async function aSecond(forMs: number, run: () => number | Promise<number>): Promise<number> {
  await repeat(forMs, run)
  return repeat(forMs, run)
}

async function repeat(forMs: number, run: () => number | Promise<number>): Promise<number> {
  const begun = processorMs()
  let [done, elapsedMs] = [0, 0]
  while (elapsedMs < forMs) {
    const some = run()
    done += typeof some === 'number' ? some : await some
    elapsedMs = processorMs() - begun
  }
  return done / (elapsedMs / 1_000)
}

/** What this process has used of the processor, its garbage collector and compiler included. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
