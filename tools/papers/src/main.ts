/** `pnpm papers [name…] [--quick] [--seed N] [--out FOLDER] [--pages]`: runs experiments, and writes docs/papers. */

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Experiment, Result, Scale } from './experiment.ts'
import { experiments } from './experiments/all.ts'
import { rewritePages, writeResult } from './files.ts'
import { markdownTable } from './report/markdown-table.ts'

const SEED = 20_261_122

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // smaller sizes, printed and not written
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(SEED) },
    out: { type: 'string' },
    // only writes the pages anew from the results that are there
    pages: { type: 'boolean', default: false },
  },
})

const docs = fileURLToPath(new URL('../../../docs/papers/', import.meta.url))
const folder = values.out ?? (values.quick ? undefined : docs)
const seed = Number(values.seed)

if (values.pages) rewritePages(docs, experiments)
else for (const experiment of wanted(positionals)) run(experiment)

function wanted(names: readonly string[]): readonly Experiment[] {
  const unknown = names.filter((name) => !experiments.some((experiment) => experiment.name === name))
  if (unknown.length > 0) {
    const known = experiments.map(({ name }) => name).join(', ')
    throw new RangeError(`there is no experiment ${unknown.join(', ')}; there are ${known}`)
  }
  if (names.length > 0) return experiments.filter(({ name }) => names.includes(name))
  return experiments.filter(({ takes }) => values.quick || takes === undefined)
}

function run(experiment: Experiment): void {
  const { name, title } = experiment
  const scale: Scale = values.quick ? 'quick' : 'full'
  console.log(`\n${title} (${name}, seed ${seed})`)
  const startedAt = performance.now()
  const progress = (line: string, events?: number) =>
    console.error(`  ${seconds(startedAt)}  ${line}${effort(startedAt, events)}`)
  const findings = experiment.run(seed, scale, progress)
  const result: Result = { name, seed, scale, setUp: experiment.setUp(scale), ...findings }
  for (const table of result.tables) console.log(`\n${markdownTable(table)}`)
  console.log(`\n${name} took ${seconds(startedAt)}`)
  if (folder !== undefined) writeResult(folder, experiment, result, experiments)
}

/** What a long run takes: to be seen while it goes on. */
function effort(startedAt: number, events?: number): string {
  if (events === undefined) return ''
  const perSecond = (events / (performance.now() - startedAt)).toFixed(0)
  return ` (${perSecond},000 events/s, ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB)`
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s`
}
