/** Results on disk: JSON, pages and pictures. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Experiment, Result } from './experiment.ts'
import { svgOf } from './plot/svg.ts'
import { overviewOf, pageOf } from './report/page.ts'

/** Writes the result's JSON, its page and its pictures, and the overview anew from all results that are there. */
export function writeResult(
  folder: string,
  experiment: Experiment,
  result: Result,
  all: readonly Experiment[],
): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(dataFile(folder, result.name), `${JSON.stringify(result, undefined, 2)}\n`)
  writePages(folder, experiment, result)
  writeOverview(folder, all)
}

/** Writes every page and picture anew from the JSON files that are there, without running anything. */
export function rewritePages(folder: string, all: readonly Experiment[]): void {
  for (const experiment of all) {
    const result = readResult(folder, experiment.name)
    if (result !== undefined) writePages(folder, experiment, result)
  }
  writeOverview(folder, all)
}

function writePages(folder: string, experiment: Experiment, result: Result): void {
  writeFileSync(join(folder, `${result.name}.md`), pageOf(experiment, result))
  for (const plot of result.plots) {
    writeFileSync(join(folder, `${result.name}-${plot.name}.svg`), svgOf(plot))
  }
}

function writeOverview(folder: string, all: readonly Experiment[]): void {
  const pairs = all.flatMap((experiment) => {
    const result = readResult(folder, experiment.name)
    return result === undefined ? [] : [[experiment, result] as const]
  })
  writeFileSync(join(folder, 'README.md'), overviewOf(pairs))
}

function dataFile(folder: string, name: string): string {
  return join(folder, 'data', `${name}.json`)
}

function readResult(folder: string, name: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(dataFile(folder, name), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
