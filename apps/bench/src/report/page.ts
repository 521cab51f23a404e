/** The page of a run: every table, every plot, and what went wrong. */

import type { CaseResult, Results } from '../peers/results.ts'
import { drawn } from './charts.ts'
import type { Edition } from './edition.ts'
import { phasesOf } from './summary.ts'
import { sizesTable, tableOf, titleOf } from './table.ts'

/** As it stands in the README.md beside the results. */
export function pageOf(results: Results, edition: Edition): string {
  const { cases, rounds, mode } = results
  return `${[
    `# ${edition.title}`,
    '',
    '<!-- Written by `pnpm bench:report` from results.json: change nothing here. -->',
    '',
    `${ranOn(results)}. ${rounds === 1 ? 'One round' : `${rounds} rounds`} (\`pnpm bench ${edition.name}${mode === 'quick' ? ' --quick' : ''}\`): ` +
      'each system in a process of its own, in turns, and another one first in each round. Figures are medians over the rounds (least to most).',
    '',
    ...edition.reading(results),
    '',
    '## Versions',
    '',
    '| package | version |',
    '| --- | --- |',
    ...Object.entries(results.versions).map(([name, version]) => `| ${name} | ${version} |`),
    '',
    ...edition.systems.flatMap(({ name, remark }) => (remark === undefined ? [] : [`- ${name}: ${remark}.`])),
    '',
    '## Plots',
    '',
    ...drawn(results, edition.charts).flatMap(({ file, title }) => [`![${title}](${file})`, '']),
    ...cases.flatMap((each) => sectionOf(each, edition.titles)),
  ].join('\n')}`
}

/** When, and on what. */
export function ranOn({ date, machine }: Results): string {
  const { cpu, cores, memoryGiB, system, node, load } = machine
  return `Measured on ${date.slice(0, 10)} on ${cores} cores of ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}, load ${load.toFixed(1)} before`
}

function sectionOf(result: CaseResult, titles: Edition['titles']): string[] {
  const { title, workload, again } = result
  const when =
    again === undefined
      ? []
      : [`Measured again on ${again.date.slice(0, 10)}, of Kadkit ${again.kadkit}.`, '']
  const phases = phasesOf(result)
  const tables =
    workload === 'sizes'
      ? [...sizesTable(result, phases), '']
      : phases.flatMap((phase) => [
          ...(phases.length > 1 ? [`### ${phase}, ${title}`, ''] : []),
          ...tableOf(result, phase),
          '',
        ])
  return [`## ${titles[workload] ?? workload}: ${title}`, '', ...when, ...tables, ...notesOf(result)]
}

/** What was missing or went wrong, each once. */
function notesOf({ runs }: CaseResult): string[] {
  const notes = runs.flatMap(({ system, notes, missing }) =>
    [...(missing === undefined ? [] : [`no figures: ${missing}`]), ...notes].map(
      (note) => `- ${titleOf(system)}: ${oneLine(note)}`,
    ),
  )
  return notes.length === 0 ? [] : [...new Set(notes), '']
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[<>|`]/g, '')
    .trim()
}
