/** Worlds in which all nodes have joined. */

import { keepJoining } from '../../src/churn/newcomer.ts'
import { World, type WorldOptions } from '../../src/index.ts'

const JOIN_EVERY_MS = 200
const REST_MS = 30_000

/** A world of so many nodes, which have joined one after the other, and rested for half a minute. */
export function grown(size: number, options: WorldOptions): World {
  const world = new World(options)
  world.addNode()
  for (let i = 1; i < size; i++) {
    keepJoining(world, world.addNode())
    world.run(JOIN_EVERY_MS)
  }
  world.run(REST_MS)
  return world
}

/** The same, with the lines of its trace; what comes later is added to them. */
export function traced(
  size: number,
  options: Omit<WorldOptions, 'trace'>,
): { readonly world: World; readonly lines: string[] } {
  const lines: string[] = []
  return { world: grown(size, { ...options, trace: (line) => void lines.push(line) }), lines }
}
