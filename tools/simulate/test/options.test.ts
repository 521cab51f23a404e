import { expect, test } from 'vitest'
import { parseOptions, UsageError } from '../src/options.ts'

test('without a command, and with --help, it tells how it is used', () => {
  expect(parseOptions([])).toEqual({ command: 'help' })
  expect(parseOptions(['soak', '--help'])).toEqual({ command: 'help' })
})

test('a scenario runs with its own seed, the codec and all invariants unless it is told otherwise', () => {
  const plain = {
    command: 'run',
    scenario: 'churn',
    seed: undefined,
    trace: undefined,
    codec: true,
    invariants: true,
  }
  expect(parseOptions(['churn'])).toEqual(plain)
  const told = parseOptions(['churn', '--seed', '7', '--trace', 'a.jsonl', '--no-codec', '--no-invariants'])
  expect(told).toEqual({ ...plain, seed: 7, trace: 'a.jsonl', codec: false, invariants: false })
})

test('the soak and the scale have the sizes that their figures are given for', () => {
  expect(parseOptions(['soak'])).toEqual({ command: 'soak', seeds: 1_000, from: 1, jobs: 2 })
  const scale = { command: 'scale', nodes: 500, lookups: 500, alpha: 3, prebuilt: false, seed: 1 }
  expect(parseOptions(['scale', '--nodes', '500'])).toEqual(scale)
})

test.each([
  [['churn', '--seed', 'x'], '--seed'],
  [['churn', '--seed', '-1'], '--seed'],
  [['churn', '--seed', '1.5'], '--seed'],
  [['soak', '--seeds', '0'], '--seeds'],
  [['soak', '--jobs', '65'], '--jobs'],
  [['scale', '--alpha', ''], '--alpha'],
  [['scale', '--nodes', '1'], '--nodes'],
  [['churn', '--sed', '1'], '--sed'],
  [['churn', 'soak'], 'soak'],
])('%j names what is wrong', (args, named) => {
  expect(() => parseOptions(args)).toThrow(UsageError)
  expect(() => parseOptions(args)).toThrow(named)
})
