/** Runs one scenario, and says what came of it. */

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import {
  measures,
  type Report,
  readScenario,
  runScenario,
  type Scenario,
  scenarios,
  soakScenario,
} from '@kadkit/simulator'
import { type Options, UsageError } from './options.ts'
import { progressLine } from './progress.ts'

const BLOCK = 65_536

/** Whether all checks hold. */
export function run(options: Options & { command: 'run' }): boolean {
  const found = scenarioOf(options.scenario)
  const scenario = { ...found, seed: options.seed ?? found.seed, codec: options.codec }
  const { invariants } = options
  const progress = progressLine()
  const report =
    options.trace === undefined
      ? runScenario(scenario, { invariants, progress })
      : runTraced(scenario, options.trace, { invariants, progress })
  console.log(describe(report))
  if (!report.passed) console.log(`\nTo see it again: ${replay(options.scenario, report.seed)}`)
  return report.passed
}

/** The command that repeats a run. */
export function replay(scenario: string, seed: number): string {
  return `npx --yes pnpm@12.21.0 simulate ${scenario} --seed ${seed} --trace trace.jsonl`
}

/** What came of a scenario, in a few lines. */
export function describe(report: Report): string {
  const { name, seed, events, elapsedMs, traceHash, failed, broken, measured } = report
  const lines = [
    `${name}, seed ${seed}: ${report.passed ? 'passed' : 'FAILED'}`,
    `  ${events} events in ${(elapsedMs / 60_000).toFixed(1)} virtual minutes, trace ${traceHash}`,
  ]
  if (broken !== undefined) lines.push(`  broken: ${broken.message}`)
  for (const { measure, atLeast, atMost, measured: value } of failed) {
    const wanted = [
      atLeast !== undefined && `at least ${atLeast}`,
      atMost !== undefined && `at most ${atMost}`,
    ]
    lines.push(`  ${measure} is ${value}, must be ${wanted.filter(Boolean).join(' and ')}`)
  }
  for (const [measure, value] of Object.entries(measured ?? {})) {
    if (Number.isNaN(value)) continue
    const meaning = measures[measure as keyof typeof measures]
    lines.push(`  ${measure.padEnd(18)} ${number(value).padStart(10)}  ${meaning}`)
  }
  return lines.join('\n')
}

function number(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}

function scenarioOf(name: string): Scenario {
  const seed = /^soak\/(\d+)$/.exec(name)?.[1]
  if (seed !== undefined) return soakScenario(Number(seed))
  const known = scenarios.find((scenario) => scenario.name === name)
  if (known !== undefined) return known
  if (name.endsWith('.json')) return readFile(name)
  const names = scenarios.map((scenario) => scenario.name).join(', ')
  throw new UsageError(`there is no scenario '${name}'; there are ${names}, soak/SEED, or a JSON file`)
}

function readFile(path: string): Scenario {
  try {
    return readScenario(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function runTraced(scenario: Scenario, path: string, options: Parameters<typeof runScenario>[1]): Report {
  const file = openSync(path, 'w')
  let block = ''
  const trace = (line: string) => {
    block += line
    if (block.length < BLOCK) return
    writeSync(file, block)
    block = ''
  }
  try {
    return runScenario(scenario, { ...options, trace })
  } finally {
    writeSync(file, block)
    closeSync(file)
  }
}
