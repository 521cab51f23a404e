/** Runs many random worlds, each twice, in several processes. */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { runScenario, soakScenario } from '@kadkit/simulator'
import type { Options } from './options.ts'
import { replay } from './run.ts'

/** What one process tells of one seed. */
export interface SoakResult {
  readonly seed: number
  readonly events: number
  readonly hash: string
  /** What went wrong. */
  readonly fault: string | undefined
}

/** Encoding and decoding take as long as all else: every fourth world goes through the codec. */
const CODEC_EVERY = 4

/** Runs the world of a seed twice: with invariants, and some with the codec; then with neither. The trace must be the same. */
export function soakOnce(seed: number): SoakResult {
  const scenario = soakScenario(seed)
  const first = runScenario({ ...scenario, codec: seed % CODEC_EVERY === 0 })
  const result = { seed, events: first.events, hash: first.traceHash }
  if (first.broken !== undefined) return { ...result, fault: first.broken.message }
  const second = runScenario({ ...scenario, codec: false }, { invariants: false })
  const isSame = second.traceHash === first.traceHash && second.events === first.events
  return { ...result, fault: isSame ? undefined : `the second run has another trace, ${second.traceHash}` }
}

/** Whether all seeds are well. */
export async function soak({ seeds, from, jobs }: Options & { command: 'soak' }): Promise<boolean> {
  const begun = performance.now()
  const results: SoakResult[] = []
  let next = from
  const work = async (): Promise<void> => {
    const worker = fork(fileURLToPath(new URL('soak-worker.js', import.meta.url)))
    worker.on('message', (result: SoakResult) => {
      results.push(result)
      if (result.fault !== undefined) tellFault(result)
      if (results.length % 50 === 0) console.error(`${results.length} of ${seeds} seeds, ${seconds(begun)} s`)
      give()
    })
    const give = () => {
      if (next < from + seeds) worker.send(next++)
      else worker.disconnect()
    }
    give()
    await once(worker, 'exit')
  }
  await Promise.all(Array.from({ length: Math.min(jobs, seeds) }, work))
  const faults = results.filter(({ fault }) => fault !== undefined).length
  const events = results.reduce((sum, result) => sum + result.events, 0)
  console.log(
    `${results.length} of ${seeds} seeds from ${from}, each twice: ${events} events, ${faults} faults, ${seconds(begun)} s`,
  )
  return faults === 0 && results.length === seeds
}

function tellFault({ seed, fault }: SoakResult): void {
  console.log(`seed ${seed}: ${fault}\n  To see it again: ${replay(`soak/${seed}`, seed)}`)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1_000)
}
