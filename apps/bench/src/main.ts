/** The benchmarks: `pnpm bench` runs all, `pnpm bench NAME` one, `--quick` with fewer tries. */

import { cost } from './cost/cost.ts'
import { counted } from './counted/counted.ts'
import { flood } from './flood/flood.ts'
import { longValues } from './long-values/long-values.ts'
import { lossyValues } from './long-values/lossy-values.ts'
import { type BenchOptions, optionsOf, UsageError, usageOf } from './options.ts'
import { parts, peers, type RunOptions } from './peers/run.ts'
import { sockets } from './sockets/sockets.ts'
import { slowPath } from './throughput/slow-path.ts'
import { throughput } from './throughput/throughput.ts'

const benchmarks: Readonly<Record<string, (options: BenchOptions) => Promise<string[]>>> = {
  counted: ({ accept }) => counted(accept),
  peers: (options) => peers(sideBySide(options)),
  parts: (options) => parts(sideBySide(options)),
  cost: ({ quick, seed }) => cost(quick ? 200 : 2_000, seed),
  'long-values': ({ seed }) => longValues(seed),
  'lossy-values': ({ quick, seed }) => lossyValues(seed, quick ? 100 : 1_000),
  throughput: ({ quick }) => throughput(quick ? 3 : 9),
  sockets: ({ quick }) => sockets(quick ? 5 : 9, quick ? 1_000 : 3_000),
  flood: ({ quick, seed }) => flood(quick ? 5 : 20, seed),
  'slow-path': ({ quick, seed }) => slowPath(quick ? 1 : 5, seed),
}
const known = Object.keys(benchmarks)

try {
  const options = optionsOf(process.argv.slice(2), known)
  if (options.help) console.log(usageOf(known))
  else await runAll(options)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`bench: ${error.message}\n${usageOf(known)}`)
  process.exitCode = 2
}

async function runAll(options: BenchOptions): Promise<void> {
  const { names, seed } = options
  console.log(`Node ${process.version}, seed ${seed}`)
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue
    console.log(`\n## ${name}\n`)
    for (const line of await run(options)) console.log(line)
  }
}

function sideBySide({ quick, ...options }: BenchOptions): RunOptions {
  return { mode: quick ? 'quick' : 'full', ...options }
}
