/** Writes what a run gives: its JSON, its page and its plots; and the root README's part. */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Results } from '../peers/results.ts'
import { withAgain } from './again.ts'
import { drawn } from './charts.ts'
import { withComparison } from './comparison.ts'
import type { Edition } from './edition.ts'
import { pageOf } from './page.ts'
import { partsEdition } from './parts-edition.ts'
import { systemsEdition } from './systems-edition.ts'

export const editions: readonly Edition[] = [systemsEdition, partsEdition]

const ROOT = new URL('../../../../', import.meta.url)

/** Where the figures of an edition are that the README names. */
export function publishedIn({ folder }: Edition): string {
  return fileURLToPath(new URL(`docs/benchmarks/${folder}`, ROOT))
}

/** Where a quick run goes, which git ignores. */
function unpublishedIn({ folder }: Edition): string {
  return fileURLToPath(new URL(`docs/benchmarks/quick/${folder}`, ROOT))
}

const README = fileURLToPath(new URL('README.md', ROOT))

/** File names and contents of a run's folder. */
export function filesOf(results: Results, edition: Edition): ReadonlyMap<string, string> {
  return new Map([
    ['results.json', `${JSON.stringify(results, rounded, 1)}\n`],
    ['README.md', pageOf(results, edition)],
    ...drawn(results, edition.charts).map(({ file, svg }) => [file, svg] as const),
  ])
}

/** What is measured has no more than six digits; and no number has none in JSON, which is how it reads nothing. */
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : undefined
}

/** Writes cases that were just measured into what is published. @throws RangeError as `withAgain` does */
export async function keepAgain(again: Results, edition: Edition): Promise<void> {
  await write(publishedIn(edition), withAgain(await readResults(edition), again), edition)
  await report()
}

/** Writes what was just measured: to where the README finds it, or beside that. */
export async function keep(results: Results, edition: Edition, publish: boolean): Promise<void> {
  if (!publish) return write(unpublishedIn(edition), results, edition)
  await write(publishedIn(edition), results, edition)
  await report()
}

async function write(folder: string, results: Results, edition: Edition): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of filesOf(results, edition)) await writeFile(`${folder}${name}`, text)
}

/** Writes the pages, the plots and the README's parts again, from the JSON that is published. */
export async function report(): Promise<void> {
  for (const edition of editions) {
    const results = await readResults(edition)
    await write(publishedIn(edition), results, edition)
    await writeFile(README, withComparison(await readFile(README, 'utf8'), results, edition))
  }
}

export async function readResults(edition: Edition): Promise<Results> {
  return JSON.parse(await readFile(`${publishedIn(edition)}results.json`, 'utf8')) as Results
}
