/** One value that goes from one process to others, and from those to another one. */

import type { NodeInProcess } from '../processes/node-in-process.ts'

export interface Tried {
  readonly putMs: number
  readonly getMs: number
  /** Whether it was put, and just that value was got. */
  readonly right: boolean
  /** What went wrong. */
  readonly why?: string
}

/** Puts value `number` through one node, and gets it through another that does not hold it, so from a third. */
export async function putAndGet(
  nodes: readonly NodeInProcess[],
  number: number,
  bytes: number,
): Promise<Tried> {
  const putter = nodes[number % nodes.length]
  const put = await putter?.order({ type: 'put', number, bytes })
  if (put?.type !== 'put')
    return { putMs: put?.type === 'failed' ? put.ms : 0, getMs: 0, right: false, why: `put: ${whyOf(put)}` }
  const others = nodes.filter((node) => node !== putter && !put.stored.includes(node.address))
  const getter = others[number % others.length]
  const got = await getter?.order({ type: 'get', number, bytes })
  if (got?.type !== 'got') return { putMs: put.ms, getMs: 0, right: false, why: `get: ${whyOf(got)}` }
  const { ms: getMs, right } = got
  return { putMs: put.ms, getMs, right, ...(!right && { why: 'get: another value, or none' }) }
}

function whyOf(report: { readonly type: string; readonly why?: string } | undefined): string {
  return report?.why ?? `it says ${report?.type ?? 'nothing'}`
}
