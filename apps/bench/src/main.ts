/** The benchmarks: `pnpm bench` runs all, `pnpm bench NAME` one, `--quick` with fewer tries. */

import { parseArgs } from 'node:util'
import { flood } from './flood/flood.ts'
import { longValues } from './long-values/long-values.ts'
import { lossyValues } from './long-values/lossy-values.ts'
import { slowPath } from './throughput/slow-path.ts'
import { throughput } from './throughput/throughput.ts'

const SEED = 20_261_122

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, seed: { type: 'string', default: String(SEED) } },
})
const seed = Number(values.seed)

const benchmarks: Readonly<Record<string, () => Promise<string[]>>> = {
  'long-values': () => longValues(seed),
  'lossy-values': () => lossyValues(seed, values.quick ? 100 : 1_000),
  throughput: () => throughput(values.quick ? 3 : 9),
  flood: () => flood(values.quick ? 5 : 20, seed),
  'slow-path': () => slowPath(values.quick ? 1 : 5, seed),
}

const unknown = positionals.find((name) => !Object.hasOwn(benchmarks, name))
if (unknown !== undefined || !Number.isSafeInteger(seed)) {
  console.error(`usage: bench [${Object.keys(benchmarks).join('] [')}] [--quick] [--seed NUMBER]`)
  process.exit(2)
}
console.log(`Node ${process.version}, seed ${seed}`)
for (const [name, run] of Object.entries(benchmarks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`\n## ${name}\n`)
  for (const line of await run()) console.log(line)
}
