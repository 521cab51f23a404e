/** A line that says how far a long run is. */

import type { World } from '@kadkit/simulator'

const EVERY_MS = 1_000

/**
 * A function to call again and again, which prints about once a second: nodes, events, events a second, virtual time
 * and memory. On a terminal the line is written over; elsewhere it appears each ten seconds.
 */
export function progressLine(): (world: World) => void {
  const isTerminal = process.stderr.isTTY === true
  const everyMs = isTerminal ? EVERY_MS : 10 * EVERY_MS
  let [printedAt, events] = [performance.now(), 0]
  return (world) => {
    const now = performance.now()
    if (now - printedAt < everyMs) return
    const rate = (1_000 * (world.events - events)) / (now - printedAt)
    const memory = process.memoryUsage().rss / 2 ** 20
    const line =
      `${world.population} nodes, ${(world.events / 1e6).toFixed(1)} million events, ` +
      `${Math.round(rate / 1_000)} thousand a second, ${virtual(world.elapsedMs)}, ${Math.round(memory)} MiB`
    process.stderr.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`)
    printedAt = now
    events = world.events
  }
}

function virtual(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)} of virtual time`
}
