/** The page of one experiment, and the overview of all. */

import type { Experiment, Result } from '../experiment.ts'
import { cited } from '../published/citation.ts'
import { percent } from './decimal.ts'
import { markdownTable } from './markdown-table.ts'

/** What was published, how ours is set up, what differs, the numbers, the pictures, and how to repeat them. */
export function pageOf(experiment: Experiment, result: Result): string {
  const { name, title, citation, published, ours, differs, takes } = experiment
  const run = takes === undefined ? `seed ${result.seed}` : `seed ${result.seed}; it takes ${takes}`
  return `${[
    `# ${title}`,
    `Source: ${cited(citation)}.`,
    `## What was published\n\n${published}`,
    `## What ours is\n\n${ours}\n\nSizes: ${result.setUp}.`,
    `## What differs\n\n${differs.map((line) => `- ${line}`).join('\n')}`,
    '## Numbers',
    ...result.tables.map(markdownTable),
    ...result.plots.map((plot) => `![${plot.title}](${name}-${plot.name}.svg)`),
    `Repeat it: \`pnpm papers ${name}\` (${run}). All times are virtual: the same seed gives the same bytes on every run.`,
  ].join('\n\n')}\n`
}

const INTRODUCTION = `# Published experiments, run on Kadkit

\`pnpm papers\` builds Kadkit and runs these published set-ups on the engine that ships, in the simulator, in virtual
time. \`pnpm papers NAME\` runs one, \`--quick\` runs smaller sizes and writes nothing. What takes an hour, \`values-week\`,
is run only when it is named. Every page says what was
published, what our set-up is, and what differs; the numbers below stand on these pages with their context. The raw
results are in [data](data).`

/** One table with the headlines of all results, in the order of the experiments. */
export function overviewOf(pairs: readonly (readonly [Experiment, Result])[]): string {
  const rows = pairs.flatMap(([{ name }, { headlines, seed, setUp }]) =>
    headlines.map(({ what, ours, published, ratio }, i) => [
      `[${what}](${name}.md)`,
      ours,
      published,
      ratio === null ? null : percent(ratio),
      i === 0 ? setUp : 'as above',
      String(seed),
    ]),
  )
  const columns = ['what', 'ours', 'published', 'ours / published', 'set-up', 'seed']
  const sources = pairs.map(([{ name, citation }]) => `- [${name}](${name}.md): ${cited(citation)}`)
  return `${[INTRODUCTION, markdownTable({ columns, rows }), '## Sources', sources.join('\n')].join('\n\n')}\n`
}
