/** Values put by some nodes and got by others. */

import type { KademliaNode } from '@kadkit/dht'
import { nth } from './network.ts'

/** Puts `count` values, each by another node. Returns how many replicas acknowledged, in sum, and the times. */
export async function putValues(
  nodes: readonly KademliaNode[],
  count: number,
): Promise<{ replicas: number; ms: number[] }> {
  const ms: number[] = []
  let replicas = 0
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    replicas += (await nth(nodes, i).put(`key ${i}`, `value ${i}`)).stored.length
    ms.push(performance.now() - before)
  }
  return { replicas, ms }
}

/** Gets them again, each by a node that is not the one that put it. Returns how many were right, and the times. */
export async function getValues(
  nodes: readonly KademliaNode[],
  count: number,
): Promise<{ right: number; ms: number[] }> {
  const ms: number[] = []
  let right = 0
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    const found = await nth(nodes, i * 7 + 3).get(`key ${i}`)
    ms.push(performance.now() - before)
    if (found?.text() === `value ${i}`) right++
  }
  return { right, ms }
}
