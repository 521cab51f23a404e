import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { CaseResult, Results, Run } from '../src/peers/results.ts'
import { barsSvg } from '../src/report/bars.ts'
import { comparisonOf, withComparison } from '../src/report/comparison.ts'
import { comparable, digits, figures, ratioOf } from '../src/report/figure.ts'
import { pageOf } from '../src/report/page.ts'
import { editions, filesOf, publishedIn, readResults } from '../src/report/publish.ts'
import { phasesOf, rowsOf } from '../src/report/summary.ts'
import { systemsEdition } from '../src/report/systems-edition.ts'
import { sizesTable, tableOf } from '../src/report/table.ts'

function run(system: string, round: number, phases: Run['phases'], missing?: string): Run {
  return { system, round, phases, notes: [], ...(missing === undefined ? {} : { missing }) }
}

function put(system: string, round: number, aSecond: number, right = 100): Run {
  return run(system, round, { 'put, 1 at once': { 'a second': aSecond, packets: 80, right } })
}

const operations: CaseResult = {
  name: 'operations-100',
  title: '100 nodes',
  workload: 'operations',
  nodes: 100,
  runs: [
    ...[300, 100, 200].map((aSecond, round) => put('kadkit', round, aSecond)),
    ...[390, 410, 400].map((aSecond, round) => put('dht-rpc', round, aSecond)),
    ...[9_000, 9_000, 9_000].map((aSecond, round) => put('bittorrent-dht', round, aSecond, 40)),
    run('hyperdht', 0, {}, 'nothing in 60 s'),
  ],
}

const results: Results = {
  date: '2026-11-22T10:00:00.000Z',
  mode: 'full',
  rounds: 3,
  seed: 1,
  machine: { cpu: 'a processor', cores: 2, memoryGiB: 8, system: 'Linux 6', node: 'v20.0.0', load: 0.04 },
  versions: { kadkit: 'abc', 'dht-rpc': '6.27.0' },
  cases: [operations],
}

const aSecond = figures.find(({ key }) => key === 'a second') ?? { key: '', title: '' }
const packets = figures.find(({ key }) => key === 'packets') ?? { key: '', title: '' }

describe('a summary', () => {
  test('has the median and the ends over the rounds', () => {
    expect(phasesOf(operations)).toEqual(['put, 1 at once'])
    const [kadkit] = rowsOf(operations, 'put, 1 at once')
    expect(kadkit?.figures.get('a second')).toEqual({ median: 200, least: 100, most: 300 })
  })

  test('says why a system has no figures', () => {
    const rows = rowsOf(operations, 'put, 1 at once')
    expect(rows.find(({ system }) => system === 'hyperdht')?.missing).toBe('nothing in 60 s')
  })
})

describe('a ratio', () => {
  const rows = rowsOf(operations, 'put, 1 at once')

  test('is ours to the best of those that are right', () => {
    expect(comparable(rows).map(({ system }) => system)).toEqual(['dht-rpc'])
    expect(ratioOf(rows, aSecond)).toEqual({ ratio: 0.5, best: 'dht-rpc' })
    expect(ratioOf(rows, packets)).toEqual({ ratio: 1, best: 'dht-rpc' })
  })

  test('is none where nobody is better or worse by it, or ours is missing', () => {
    expect(ratioOf(rows, { key: 'right', title: '' })).toBeUndefined()
    expect(ratioOf(rows.slice(1), aSecond)).toBeUndefined()
  })

  test('takes the least where less is better', () => {
    const bringUp = (system: string, seconds: number) => run(system, 0, { 'bring-up': { seconds } })
    const runs = [bringUp('kadkit', 3), bringUp('dht-rpc', 2), bringUp('hyperdht', 4)]
    const seconds = figures.find(({ key }) => key === 'seconds') ?? aSecond
    expect(ratioOf(rowsOf({ ...operations, runs }, 'bring-up'), seconds)).toEqual({
      ratio: 1.5,
      best: 'dht-rpc',
    })
  })
})

describe('a table', () => {
  test('has a row for each system and one for the ratio', () => {
    expect(tableOf(operations, 'put, 1 at once')).toEqual([
      '| system | a second | packets | % right |',
      '| --- | --- | --- | --- |',
      '| **Kadkit** | 200 (100 to 300) | 80 | 100 |',
      '| dht-rpc | 400 (390 to 410) | 80 | 100 |',
      '| bittorrent-dht | 9,000 | 80 | 40 |',
      '| hyperdht | nothing in 60 s |  |  |',
      '| *Kadkit / best peer* | *0.500* | *1* |  |',
    ])
  })

  test('of sizes has a column for each system', () => {
    const sizes: CaseResult = {
      ...operations,
      workload: 'sizes',
      runs: [
        run('kadkit', 0, { '500 bytes': { right: 100, put: 4, get: 1 }, '4096 bytes': { put: 8, get: 2 } }),
        run('dht-rpc', 0, { '500 bytes': { right: 0, 'failed after': 4_000 } }),
      ],
    }
    expect(sizesTable(sizes, phasesOf(sizes)).slice(2)).toEqual([
      '| 500 bytes | 4 / 1 ms | fails after 4,000 ms |',
      '| 4096 bytes | 8 / 2 ms | not tried |',
    ])
  })

  test('shows three digits', () => {
    expect([0, 0.01234, 1.2345, 99.97, 123.4, 12_345, 64].map(digits)).toEqual([
      '0',
      '0.012',
      '1.23',
      '100',
      '123',
      '12,300',
      '64',
    ])
  })
})

describe('a plot', () => {
  test('has a bar for each, as long as its median, and nothing of a name that would end its text', () => {
    const svg = barsSvg({
      title: 'a <b> & "c"',
      bars: [
        { name: 'Kadkit', ours: true, spread: { median: 50, least: 40, most: 60 } },
        { name: 'other', ours: false, spread: { median: 100, least: 100, most: 100 } },
      ],
    })
    expect(svg).toContain('a &lt;b> &amp; &quot;c&quot;')
    expect(
      [...svg.matchAll(/class="(?:ours|other)" x="130" y="\d+" width="(\d+)"/g)].map(([, w]) => w),
    ).toEqual(['180', '360'])
  })
})

describe('the part of the README', () => {
  test('has medians of those with a column, and our ratio', () => {
    expect(comparisonOf(results, systemsEdition)).toContain(
      '| puts a second, one at a time | 200 | 9,000 | 400 |  | 0.500 (dht-rpc) |',
    )
    expect(comparisonOf(results, systemsEdition)).toContain(
      'Measured on 2026-11-22 on 2 cores of a processor',
    )
  })

  test('has our ratio to the one that it names', () => {
    const edition = {
      ...systemsEdition,
      tables: systemsEdition.tables.map((table) => ({ ...table, against: 'dht-rpc' })),
    }
    expect(comparisonOf(results, edition)).toContain(
      '| puts a second, one at a time | 200 | 9,000 | 400 |  | 0.500 |',
    )
  })

  test('has a line for our pings through a native socket, when these were measured', () => {
    const ping = (system: string, aSecond: number) =>
      run(system, 0, { ping: { 'a second': aSecond, 'of the echo': 50 } })
    const others = [ping('kadkit', 20), ping('dht-rpc', 40), ping('hyperdht', 50)]
    const withRuns = (runs: readonly Run[]): Results => ({
      ...results,
      cases: [{ ...operations, name: 'ping', workload: 'ping', nodes: 1, runs }],
    })
    const native = '| pings a second, Kadkit with `@kadkit/transport-udx` |'
    const text = comparisonOf(withRuns([...others, ping('kadkit-udx', 60)]), systemsEdition)
    expect(text).toContain(`${native} 60 |  | 40 | 50 | 1.20 (hyperdht) |`)
    expect(text).toContain('64 at once | 20 |  | 40 | 50 | 0.400 (hyperdht) |')
    expect(comparisonOf(withRuns(others), systemsEdition)).not.toContain(native)
  })

  test('replaces what is between the two marks, and nothing else', () => {
    const marks =
      'before\n<!-- measured side by side: written by `pnpm bench:report` -->\nold\n<!-- end of what is measured side by side -->\nafter\n'
    const once = withComparison(marks, results, systemsEdition)
    expect(once.startsWith('before\n<!--')).toBe(true)
    expect(once.endsWith('-->\nafter\n')).toBe(true)
    expect(once).not.toContain('old')
    expect(withComparison(once, results, systemsEdition)).toBe(once)
    expect(() => withComparison('nothing', results, systemsEdition)).toThrow('must have the lines')
  })
})

test('the page has a section for each case, and what was missing', () => {
  const page = pageOf(results, systemsEdition)
  expect(page).toContain('## Put, get and lookup: 100 nodes')
  expect(page).toContain('- hyperdht: no figures: nothing in 60 s')
  expect(page).toContain('![put among 100 nodes, one at a time')
})

describe('what is published', () => {
  test.each(editions)(
    'of $name is what its JSON gives: page, plots and the part of the README',
    async (edition) => {
      const read = await readResults(edition)
      for (const [name, text] of filesOf(read, edition))
        expect(await readFile(publishedIn(edition) + name, 'utf8'), name).toBe(text)
      const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
      expect(withComparison(readme, read, edition)).toBe(readme)
    },
  )

  test.each(editions)('of $name has every figure that the README and the plots name', async (edition) => {
    const { cases } = await readResults(edition)
    for (const { from, phase, key } of [...edition.charts, ...edition.tables.flatMap(({ lines }) => lines)]) {
      const result = cases.find(({ name }) => name === from)
      const found = result?.runs.some(({ phases }) => phases[phase]?.[key] !== undefined)
      expect(found, `${from}, ${phase}, ${key}`).not.toBe(false)
    }
  })
})
