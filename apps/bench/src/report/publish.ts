/** Writes what a run gives: its JSON, its page and its plots; and the root README's part. */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Results } from '../peers/results.ts'
import { drawn } from './charts.ts'
import { withComparison } from './comparison.ts'
import { pageOf } from './page.ts'

const ROOT = new URL('../../../../', import.meta.url)

/** Where the figures are that the README names. */
export const published: string = fileURLToPath(new URL('docs/benchmarks/', ROOT))
/** Where a quick run goes, which git ignores. */
export const unpublished: string = fileURLToPath(new URL('docs/benchmarks/quick/', ROOT))

const README = fileURLToPath(new URL('README.md', ROOT))

/** File names and contents of a run's folder. */
export function filesOf(results: Results): ReadonlyMap<string, string> {
  return new Map([
    ['results.json', `${JSON.stringify(results, rounded, 1)}\n`],
    ['README.md', pageOf(results)],
    ...drawn(results).map(({ file, svg }) => [file, svg] as const),
  ])
}

/** What is measured has no more than six digits; and no number has none in JSON, which is how it reads nothing. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : undefined
}

export async function write(folder: string, results: Results): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of filesOf(results)) await writeFile(`${folder}${name}`, text)
}

/** Writes the page, the plots and the README's part again, from the JSON that is published. */
export async function report(): Promise<void> {
  const results = await readResults()
  await write(published, results)
  await writeFile(README, withComparison(await readFile(README, 'utf8'), results))
}

export async function readResults(): Promise<Results> {
  return JSON.parse(await readFile(`${published}results.json`, 'utf8')) as Results
}
