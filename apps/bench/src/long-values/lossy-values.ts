/** How surely a value of 64 KiB is put and got when datagrams get lost. */

import { median } from '../median.ts'
import { startNodes, stopNodes } from '../processes/node-in-process.ts'
import { putAndGet, type Tried } from './put-and-get.ts'

const NODES = { count: 8, k: 3 } as const
const BYTES = 64 * 2 ** 10
const AT_ONCE = 8

/** A row for each rate of loss. */
export async function lossyValues(seed: number, tries: number): Promise<string[]> {
  const rows = ['| loss | right | put, ms | get, ms | slowest, ms |', '|---|---|---|---|---|']
  for (const loss of [0, 0.1, 0.3]) {
    const tried = await tryAll(loss, seed, tries)
    const right = tried.filter((each) => each.right)
    const put = right.map(({ putMs }) => putMs)
    const get = right.map(({ getMs }) => getMs)
    const slowest = Math.max(...put, ...get)
    rows.push(
      `| ${100 * loss} % | ${right.length} of ${tries}, ${((100 * right.length) / tries).toFixed(2)} % | ` +
        `${median(put).toFixed(0)} | ${median(get).toFixed(0)} | ${slowest.toFixed(0)} |`,
    )
    for (const { why } of tried) if (why !== undefined) rows.push(`  ${why}`)
  }
  return [
    `64 KiB, ${NODES.count} processes, each value on ${NODES.k} of them, ${AT_ONCE} at once`,
    '',
    ...rows,
  ]
}

async function tryAll(loss: number, seed: number, tries: number): Promise<Tried[]> {
  const nodes = await startNodes({ ...NODES, loss, seed })
  const tried: Tried[] = []
  let begun = 0
  const one = async () => {
    while (begun < tries) tried.push(await putAndGet(nodes, ++begun, BYTES))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  await stopNodes(nodes)
  return tried
}
