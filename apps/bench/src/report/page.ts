/** The page of a run: every table, every plot, and what went wrong. */

import type { CaseResult, Results } from '../peers/results.ts'
import { systems } from '../systems/systems.ts'
import { drawn } from './charts.ts'
import { phasesOf } from './summary.ts'
import { sizesTable, tableOf, titleOf } from './table.ts'

/** As it stands in the README.md beside the results. */
export function pageOf(results: Results): string {
  const { cases, rounds, mode } = results
  return `${[
    '# Side by side with other DHTs',
    '',
    '<!-- Written by `pnpm bench:report` from results.json: change nothing here. -->',
    '',
    `${ranOn(results)}. ${rounds === 1 ? 'One round' : `${rounds} rounds`} (\`pnpm bench peers${mode === 'quick' ? ' --quick' : ''}\`): ` +
      'each system in a process of its own, in turns, and another one first in each round. Figures are medians over the rounds (least to most).',
    '',
    ...reading(results),
    '',
    '## Versions',
    '',
    '| package | version |',
    '| --- | --- |',
    ...Object.entries(results.versions).map(([name, version]) => `| ${name} | ${version} |`),
    '',
    ...systems.flatMap(({ name, remark }) => (remark === undefined ? [] : [`- ${name}: ${remark}.`])),
    '',
    '## Plots',
    '',
    ...drawn(results).flatMap(({ file, title }) => [`![${title}](${file})`, '']),
    ...cases.flatMap(sectionOf),
  ].join('\n')}`
}

/** When, and on what. */
export function ranOn({ date, machine }: Results): string {
  const { cpu, cores, memoryGiB, system, node, load } = machine
  return `Measured on ${date.slice(0, 10)} on ${cores} cores of ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}, load ${load.toFixed(1)} before`
}

/** What the words in the tables mean. */
function reading({ mode }: Results): string[] {
  return [
    '- All nodes of a network are in one process, on loopback; ping is between two. So what is "a second" costs both sides of every message.',
    '- Packets, bytes and processor time are those of the whole network, an operation: datagrams are counted as they are sent; of TCP, writes.',
    '- Right: a get gave the very bytes; a lookup named those ids that are nearest by brute force. Who is right in less than 99 % is not held up as best.',
    '- Each operation is by a random node, the same for each system. A get is never by the node that put the value or one that holds it;',
    '  where there is no other, it counts as local.',
    mode === 'full'
      ? '- Put, get and lookup are warmed up for three seconds first.'
      : '- Nothing is warmed up in a quick run: the first phases pay for the compiler, most of all the first puts.',
    '- Loss is on arrival, by the same seeded dice for every system. The dead close their sockets, and the gets begin at once.',
    "- Bring-up and memory: eight nodes join at a time; resident memory includes the process's own.",
  ]
}

const TITLES: Readonly<Record<string, string>> = {
  'bring-up': 'Bring-up',
  operations: 'Put, get and lookup',
  sizes: 'Sizes of values, put / get',
  deaths: 'Deaths',
  loss: 'Loss',
  ping: 'Ping',
}

function sectionOf(result: CaseResult): string[] {
  const { title, workload } = result
  const phases = phasesOf(result)
  const tables =
    workload === 'sizes'
      ? [...sizesTable(result, phases), '']
      : phases.flatMap((phase) => [
          ...(phases.length > 1 ? [`### ${phase}, ${title}`, ''] : []),
          ...tableOf(result, phase),
          '',
        ])
  return [`## ${TITLES[workload] ?? workload}: ${title}`, '', ...tables, ...notesOf(result)]
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
