import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '@kadkit/simulator'
import { runScenario } from '@kadkit/simulator'
import { afterAll, expect, test, vi } from 'vitest'
import { UsageError } from '../src/options.ts'
import { describe, run } from '../src/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'kadkit-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const small: Scenario = {
  name: 'small',
  seed: 1,
  lengthMs: 60_000,
  nodes: { count: 8 },
  load: { findEveryMs: 20_000 },
  checks: [{ measure: 'exact', atLeast: 1 }],
}

function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

function ran(scenario: string, more: { trace?: string; seed?: number } = {}) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const { trace, seed } = more
  const passed = run({ command: 'run', scenario, seed, trace, codec: true, invariants: true })
  const text = log.mock.calls.join('\n')
  log.mockRestore()
  return { passed, text }
}

test('a scenario from a file runs, and its trace has the hash that is printed', () => {
  const trace = join(folder, 'trace.jsonl')
  const { passed, text } = ran(written('small.json', small), { trace })
  expect(passed).toBe(true)
  const lines = readFileSync(trace)
  expect(text).toContain(createHash('sha256').update(lines).digest('hex'))
  expect(
    lines
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).at).length,
  ).toBeGreaterThan(500)
})

test('a check that fails tells the seed, the value and the command that repeats it', () => {
  const checks = [{ measure: 'nodes', atMost: 3 }]
  const path = written('failing.json', { ...small, checks })
  const { passed, text } = ran(path, { seed: 9 })
  expect(passed).toBe(false)
  expect(text).toContain('nodes is 8, must be at most 3')
  expect(text).toContain(`simulate ${path} --seed 9 --trace`)
})

test.each([
  ['nothing-like-it', 'there is no scenario'],
  [join(folder, 'absent.json'), 'absent.json'],
])('%s is refused in a sentence', (name, sentence) => {
  expect(() => ran(name)).toThrow(UsageError)
  expect(() => ran(name)).toThrow(sentence)
})

test('a file with a slip in it is refused by the name of the field', () => {
  expect(() => ran(written('slip.json', { ...small, length: 5 }))).toThrow("no field 'length'")
  expect(() => ran(written('broken.json', '{'))).toThrow(UsageError)
})

test('a report leaves out what was not measured', () => {
  const text = describe(runScenario({ ...small, load: {}, checks: [] }))
  expect(text).toContain('small, seed 1: passed')
  expect(text).not.toContain('NaN')
})
