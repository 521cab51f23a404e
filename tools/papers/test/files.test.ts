import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Experiment, Result } from '../src/experiment.ts'
import { rewritePages, writeResult } from '../src/files.ts'
import { kademlia } from '../src/published/citation.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kadkit-papers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function experimentOf(name: string): Experiment {
  const findings = {
    headlines: [{ what: `W ${name}`, ours: '1', published: '2', ratio: 0.5 }],
    tables: [],
    plots: [],
  }
  const text = { title: name, citation: kademlia, published: 'P', ours: 'O', differs: ['D'] }
  return { name, ...text, setUp: () => 'S', run: () => findings }
}

function resultOf(experiment: Experiment): Result {
  const plot = {
    name: 'plot',
    title: 'T',
    x: { label: 'x', scale: 'linear' },
    y: { label: 'y', scale: 'linear' },
    series: [{ name: 's', kind: 'ours', points: [[1, 2]] }],
  } as const
  const findings = { ...experiment.run(1, 'tiny', () => {}), plots: [plot] }
  return { name: experiment.name, seed: 1, scale: 'tiny', setUp: 'S', ...findings }
}

const contents = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')])

const [a, b] = [experimentOf('a'), experimentOf('b')]

test('the overview has every result that is there, also those of earlier runs', () => {
  writeResult(folder, b, resultOf(b), [a, b])
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).not.toContain('W a')
  writeResult(folder, a, resultOf(a), [a, b])
  const overview = readFileSync(join(folder, 'README.md'), 'utf8')
  expect(overview.indexOf('W a')).toBeGreaterThan(0)
  expect(overview.indexOf('W b')).toBeGreaterThan(overview.indexOf('W a'))
})

test('pages and pictures can be written anew from the results, and are the same bytes', () => {
  writeResult(folder, a, resultOf(a), [a, b])
  const before = contents()
  expect(before.map(([name]) => name).toSorted()).toEqual(['README.md', 'a-plot.svg', 'a.json', 'a.md'])
  writeFileSync(join(folder, 'a.md'), '')
  rewritePages(folder, [a, b])
  expect(contents()).toEqual(before)
})

test('a result that cannot be read is not passed over', () => {
  writeResult(folder, a, resultOf(a), [a])
  writeFileSync(join(folder, 'data', 'a.json'), '{')
  expect(() => rewritePages(folder, [a])).toThrow(SyntaxError)
})
