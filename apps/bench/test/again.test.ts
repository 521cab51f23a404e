import { expect, test } from 'vitest'
import type { Results } from '../src/peers/results.ts'
import { withAgain } from '../src/report/again.ts'

const machine = { cpu: 'fast', cores: 2, memoryGiB: 4, system: 'Linux 6', node: 'v20.0.0', load: 0.5 }
const caseOf = (name: string, title: string) => ({ name, title, workload: 'loss', nodes: 5, runs: [] })
const published: Results = {
  date: '2026-11-22T10:00:00.000Z',
  mode: 'quick',
  rounds: 5,
  seed: 1,
  machine,
  versions: { kadkit: 'old', other: '1' },
  cases: [caseOf('a', 'before'), caseOf('b', 'before')],
}

test('a case that is measured again takes its place, and says when and of what it is', () => {
  const again = {
    ...published,
    date: '2026-11-23T10:00:00.000Z',
    machine: { ...machine, load: 2 },
    versions: { kadkit: 'new', other: '1' },
    cases: [caseOf('b', 'after')],
  }
  expect(withAgain(published, again)).toEqual({
    ...published,
    cases: [caseOf('a', 'before'), { ...caseOf('b', 'after'), again: { date: again.date, kadkit: 'new' } }],
  })
})

test.each([
  ['machine', { machine: { ...machine, cpu: 'slow' } }],
  ['Node', { machine: { ...machine, node: 'v22.0.0' } }],
  ['mode', { mode: 'full' as const }],
  ['number of rounds', { rounds: 3 }],
])('one of another %s does not', (_, other) => {
  expect(() => withAgain(published, { ...published, ...other })).toThrow(RangeError)
})
