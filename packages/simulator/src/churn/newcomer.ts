/** A node that joins, and does not give up. */

import type { SimNode } from '../world/sim-node.ts'
import type { World } from '../world/world.ts'

const AGAIN_MS = 5_000

/** Joins through random nodes until one lets it in; `then` is called when it has joined, unless it crashed meanwhile. */
export function keepJoining(world: World, node: SimNode, then: () => void = () => {}): void {
  const { life } = node
  const isSame = () => node.up && node.life === life
  node.join().onSettled(({ outcome }) => {
    if (outcome?.type === 'joined') then()
    else world.after(AGAIN_MS, () => isSame() && keepJoining(world, node, then))
  })
}
