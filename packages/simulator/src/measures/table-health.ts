/** How well the routing tables of a world fit the world. */

import type { World } from '../world/world.ts'
import { mean, quantile } from './quantile.ts'

/** In-degree: how many tables a server is in. */
export type TableHealth = Readonly<
  Record<'contacts' | 'dead-contacts' | 'neighbours-known' | 'in-degree' | 'in-degree-5', number>
>

/** Looks at every table, once. */
export function tableHealth(world: World): TableHealth {
  const nodes = world.up()
  const servers = nodes.filter(({ mode }) => mode === 'server')
  const inDegrees = new Map(servers.map(({ contact }) => [contact.address, 0]))
  let [entries, dead] = [0, 0]
  const known: number[] = []
  for (const node of nodes) {
    const { buckets, k } = node.engine.snapshot(node.clock)
    const addresses = new Set(buckets.flatMap(({ contacts }) => contacts.map(({ address }) => address)))
    entries += addresses.size
    for (const address of addresses) {
      const inDegree = inDegrees.get(address)
      if (inDegree === undefined) dead++
      else inDegrees.set(address, inDegree + 1)
    }
    const neighbours = world
      .closest(node.contact.key, k + 1)
      .filter(({ address }) => address !== node.contact.address)
      .slice(0, k)
    known.push(neighbours.filter(({ address }) => addresses.has(address)).length / neighbours.length)
  }
  const degrees = [...inDegrees.values()]
  return {
    contacts: entries / nodes.length,
    'dead-contacts': dead / entries,
    'neighbours-known': mean(known),
    'in-degree': mean(degrees),
    'in-degree-5': quantile(degrees, 0.05),
  }
}
