/** Networks to measure: many nodes in this process, over any transport. */

import { createNode, type KademliaNode } from '@kadkit/dht'
import { compareDistance, type Key, type RandomBytes, randomKey } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Transport } from '@kadkit/transport'

/** `size` nodes, joined one after the other through the first one. */
export async function startNetwork(size: number, transport: () => Transport): Promise<KademliaNode[]> {
  const nodes: KademliaNode[] = []
  for (let i = 0; i < size; i++) {
    const bootstrap = nodes.slice(0, 1).map(({ self }) => self.address)
    nodes.push(await createNode({ transport: transport(), bootstrap }))
  }
  return nodes
}

export async function stopNetwork(nodes: readonly KademliaNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.close()))
}

/** The true k closest of these nodes, by brute force. */
export function closest(nodes: readonly KademliaNode[], target: Key, k: number): Contact[] {
  return nodes
    .map(({ self }) => self)
    .sort((a, b) => compareDistance(target, a.key, b.key))
    .slice(0, k)
}

/** What share of the true 20 closest `lookups` lookups of random keys found, and how many found exactly them. */
export async function recall(
  nodes: readonly KademliaNode[],
  lookups: number,
  random: RandomBytes,
): Promise<{ exact: number; recall: number; messages: number }> {
  const before = sent(nodes)
  let exact = 0
  let found = 0
  for (let i = 0; i < lookups; i++) {
    const target = randomKey(random)
    const truth = closest(nodes, target, 20).map(({ address }) => address)
    const answer = (await nth(nodes, i).find(target)).map(({ address }) => address)
    if (answer.join() === truth.join()) exact++
    found += truth.filter((address) => answer.includes(address)).length / truth.length
  }
  return { exact, recall: found / lookups, messages: (sent(nodes) - before) / lookups }
}

export function nth<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('there are no items')
  return item
}

export function sent(nodes: readonly KademliaNode[]): number {
  return nodes.reduce((sum, node) => sum + node.stats().sent, 0)
}
