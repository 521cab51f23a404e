/** The nodes that a scenario begins with. */

import { keepJoining } from '../churn/newcomer.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { World } from '../world/world.ts'
import type { Population } from './scenario.ts'

const JOIN_EVERY_MS = 200

/** Within how many milliseconds they join. */
export function joinWithinMs({ count, joinWithinMs: within }: Population): number {
  return within ?? JOIN_EVERY_MS * count
}

/** Adds a node as this population has them. */
export function addMember(
  world: World,
  { natShare = 0, clientShare = 0, slow, skewMs = 0 }: Population,
  first = false,
): SimNode {
  const { dice } = world
  return world.addNode({
    // Somebody has to be reached by the first who join, and to answer them.
    reach: !first && dice.chance(natShare) ? 'nat' : 'open',
    mode: !first && dice.chance(clientShare) ? 'client' : 'server',
    slowMs: slow !== undefined && dice.chance(slow.share) ? slow.ms : 0,
    skewMs: Math.round((2 * dice.next() - 1) * skewMs),
  })
}

/** Lets all join, from now on. */
export function populate(world: World, population: Population): void {
  const within = joinWithinMs(population)
  for (let i = 0; i < population.count; i++) {
    world.after((within * i) / population.count, () => {
      const node = addMember(world, population, i === 0)
      if (i > 0) keepJoining(world, node)
    })
  }
}
