/** The benchmarks: `pnpm bench` runs all, `pnpm bench NAME` one, `--quick` with fewer tries. */

import { parseArgs } from 'node:util'
import { cost } from './cost/cost.ts'
import { counted } from './counted/counted.ts'
import { flood } from './flood/flood.ts'
import { longValues } from './long-values/long-values.ts'
import { lossyValues } from './long-values/lossy-values.ts'
import { parts, peers } from './peers/run.ts'
import { sockets } from './sockets/sockets.ts'
import { slowPath } from './throughput/slow-path.ts'
import { throughput } from './throughput/throughput.ts'

const SEED = 20_261_122

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(SEED) },
    rounds: { type: 'string' },
    only: { type: 'string', default: '' },
    publish: { type: 'boolean' },
    accept: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
const { quick, only, publish = !quick } = values

const sideBySide = { mode: quick ? 'quick' : 'full', seed, rounds, only, publish } as const

const benchmarks: Readonly<Record<string, () => Promise<string[]>>> = {
  counted: () => counted(values.accept),
  peers: () => peers(sideBySide),
  parts: () => parts(sideBySide),
  cost: () => cost(quick ? 200 : 2_000, seed),
  'long-values': () => longValues(seed),
  'lossy-values': () => lossyValues(seed, quick ? 100 : 1_000),
  throughput: () => throughput(quick ? 3 : 9),
  sockets: () => sockets(quick ? 5 : 9, quick ? 1_000 : 3_000),
  flood: () => flood(quick ? 5 : 20, seed),
  'slow-path': () => slowPath(quick ? 1 : 5, seed),
}

const unknown = positionals.find((name) => !Object.hasOwn(benchmarks, name))
const wrongRounds = rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)
if (unknown !== undefined || !Number.isSafeInteger(seed) || wrongRounds) {
  console.error(`usage: bench [${Object.keys(benchmarks).join('] [')}] [--quick] [--seed NUMBER]
       peers, parts: [--rounds NUMBER] [--only CASE] [--publish]
       counted: [--accept]`)
  process.exit(2)
}
console.log(`Node ${process.version}, seed ${seed}`)
for (const [name, run] of Object.entries(benchmarks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`\n## ${name}\n`)
  for (const line of await run()) console.log(line)
}
