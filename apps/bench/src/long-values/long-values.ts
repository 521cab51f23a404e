/** Puts and gets of values of any length between nodes in processes of their own, over UDP with framing. */

import { median } from '../median.ts'
import { startNodes, stopNodes } from '../processes/node-in-process.ts'
import { putAndGet } from './put-and-get.ts'

const NODES = { count: 8, k: 3 } as const
const LENGTHS: readonly (readonly [name: string, bytes: number, tries: number])[] = [
  ['1 KiB', 2 ** 10, 21],
  ['4 KiB', 4 * 2 ** 10, 21],
  ['64 KiB', 64 * 2 ** 10, 21],
  ['1 MiB', 2 ** 20, 11],
  ['10 MiB', 10 * 2 ** 20, 5],
]

/** A row for each length: medians of the times, and how many tries went right. */
export async function longValues(seed: number): Promise<string[]> {
  const rows = ['| value | put, ms | get, ms | right |', '|---|---|---|---|']
  const nodes = await startNodes({ ...NODES, loss: 0, seed })
  let number = 0
  for (const [name, bytes, tries] of LENGTHS) {
    const tried = []
    for (let i = 0; i < tries; i++) tried.push(await putAndGet(nodes, ++number, bytes))
    const right = tried.filter((each) => each.right)
    const put = median(right.map(({ putMs }) => putMs))
    const get = median(right.map(({ getMs }) => getMs))
    rows.push(`| ${name} | ${put.toFixed(1)} | ${get.toFixed(1)} | ${right.length} of ${tries} |`)
    for (const { why } of tried) if (why !== undefined) rows.push(`  ${why}`)
  }
  await stopNodes(nodes)
  return [
    `${NODES.count} processes, each value on ${NODES.k} of them; got by one that does not hold it`,
    '',
    ...rows,
  ]
}
