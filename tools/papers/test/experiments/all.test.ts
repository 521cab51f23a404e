import { expect, test } from 'vitest'
import type { Result } from '../../src/experiment.ts'
import { experiments } from '../../src/experiments/all.ts'
import { svgOf } from '../../src/plot/svg.ts'
import { overviewOf, pageOf } from '../../src/report/page.ts'

const SEED = 7

function resultOf(experiment: (typeof experiments)[number]): Result {
  const { name } = experiment
  const findings = experiment.run(SEED, 'tiny', () => {})
  return { name, seed: SEED, scale: 'tiny', setUp: experiment.setUp('tiny'), ...findings }
}

test.each(experiments.map((experiment) => [experiment.name, experiment] as const))(
  '%s gives full tables, and the same bytes for the same seed',
  (name, experiment) => {
    const result = resultOf(experiment)
    for (const { columns, rows } of result.tables) {
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row).toHaveLength(columns.length)
    }
    const json = JSON.stringify(result)
    expect(json).not.toContain('NaN')
    expect(JSON.stringify(resultOf(experiment))).toBe(json)
    // what is read from the file gives the same page and pictures as what was just measured
    expect(pageOf(experiment, JSON.parse(json))).toBe(pageOf(experiment, result))
    for (const plot of result.plots) {
      expect(svgOf(plot)).not.toContain('NaN')
      expect(pageOf(experiment, result)).toContain(`](${name}-${plot.name}.svg)`)
    }
    expect(overviewOf([[experiment, result]])).toContain(`](${name}.md)`)
  },
)

test('names are names of files, each once', () => {
  const names = experiments.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
})
