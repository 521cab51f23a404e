/** What is measured of the parts. */

import type { Mode } from '../peers/cases.ts'
import type { Turns } from '../peers/turns.ts'
import { BUCKET, type Fill } from './contacts.ts'
import type { PartWork } from './order.ts'
import { codecs, type Participant, simulators, tables } from './participants.ts'

const extents = {
  quick: { forMs: 200, operations: 200, workerMs: 120_000 },
  full: { forMs: 500, operations: 1_000, workerMs: 400_000 },
} as const

/** The cases, in the order in which they run. */
export function partCasesOf(mode: Mode): Turns<PartWork>[] {
  const { forMs, operations, workerMs } = extents[mode]
  const caseOf = (name: string, title: string, systems: readonly Participant[], work: PartWork) => ({
    name,
    title,
    systems,
    work,
    deadlineMs: workerMs,
  })
  const table = (name: string, title: string, nodes: number, fill: Fill, bucketSize: number = BUCKET) =>
    caseOf(name, title, tables, { workload: 'table', nodes, fill, bucketSize, forMs })
  return [
    ...[200, 1_000, 5_000].map((nodes) =>
      table(
        `table-${nodes}`,
        `${nodes.toLocaleString('en-US')} contacts in full buckets of 20`,
        nodes,
        'full buckets',
      ),
    ),
    table('table-half', '500 contacts in half-full buckets', 500, 'half-full buckets'),
    table('table-random', '5,000 random ids, 20 a bucket', 5_000, 'random ids'),
    table('table-wide', '5,000 random ids, and room for all in buckets of 3,000', 5_000, 'random ids', 3_000),
    caseOf('table-memory', '1,000 contacts in full buckets of 20', tables, {
      workload: 'table-memory',
      nodes: 1_000,
      fill: 'full buckets',
      bucketSize: BUCKET,
      forMs,
    }),
    caseOf('codec', 'a reply and a ping', codecs, { workload: 'codec', nodes: 0, forMs }),
    // To build a world of 10,000 takes a minute.
    ...(mode === 'full' ? [1_000, 10_000] : [1_000]).map((nodes) =>
      caseOf(`simulator-${nodes}`, `${nodes.toLocaleString('en-US')} nodes`, simulators, {
        workload: 'simulator',
        nodes,
        operations,
      }),
    ),
  ]
}
