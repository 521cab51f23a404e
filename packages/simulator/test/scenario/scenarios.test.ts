import { expect, test } from 'vitest'
import { runScenario, scenarios } from '../../src/index.ts'

// Whole they take two million events: `pnpm simulate NAME` runs them. Here each has sixteen nodes.
test.each(scenarios)('$name passes', (scenario) => {
  const report = runScenario({ ...scenario, nodes: { ...scenario.nodes, count: 16 }, codec: false })
  expect([report.broken?.message, report.failed]).toEqual([undefined, []])
  expect(report.passed).toBe(true)
})

test('each has a name and a seed of its own, says what is to be seen, and checks it', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(7)
  expect(new Set(scenarios.map(({ seed }) => seed)).size).toBe(7)
  for (const { about, checks } of scenarios) {
    expect(about).toMatch(/\.$/)
    expect(checks.length).toBeGreaterThan(0)
  }
})
