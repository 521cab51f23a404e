/** The counts that are expected, as they stand in counted.json. */

import { readFileSync, writeFileSync } from 'node:fs'
import type { Counts } from './counts.ts'

export interface Expectations {
  /** By how much each figure may differ. */
  readonly marginPercent: Counts
  /** What is the same on every machine. */
  readonly everywhere: Counts
  /** What depends on the platform, by its name. */
  readonly platforms: Readonly<Record<string, Counts>>
}

const FILE = new URL('../../counted.json', import.meta.url)

/** Such as `node20-x64`: another major version compiles otherwise. */
export function platform(): string {
  return `node${process.versions.node.split('.')[0]}-${process.arch}`
}

export function readExpectations(file: URL = FILE): Expectations {
  return JSON.parse(readFileSync(file, 'utf8')) as Expectations
}

/** Figures of other platforms stay as they are. */
export function accepted(before: Expectations, everywhere: Counts, here: string, own: Counts): Expectations {
  return { ...before, everywhere, platforms: { ...before.platforms, [here]: own } }
}

export function writeExpectations(expectations: Expectations, file: URL = FILE): void {
  writeFileSync(file, `${JSON.stringify(expectations, null, 2)}\n`)
}

/** Both figures of each operation. */
export function together(one: Counts, other: Counts): Counts {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(names.map((name) => [name, { ...one[name], ...other[name] }]))
}
