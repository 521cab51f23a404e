import { World } from '@kadkit/simulator'
import { expect, test } from 'vitest'
import { type Sought, seek } from '../../src/worlds/seek.ts'

const options = { limitMs: 4_000, againMs: 100, breakOff: true }

function worldOf(nodes: number): World {
  const world = new World({
    seed: 3,
    codec: false,
    trace: 'off',
    network: { latency: { model: 'lognormal' } },
  })
  for (let i = 0; i < nodes; i++) world.addNode()
  world.prebuild()
  return world
}

/** What comes of the first node's looking for the last one. */
function sought(world: World, given: Partial<typeof options> = {}): Sought[] {
  const [from, target] = [world.nodes[0], world.nodes.at(-1)]
  const results: Sought[] = []
  if (from !== undefined && target !== undefined) {
    seek(world, from, target, { ...options, ...given }, (result) => results.push(result))
  }
  world.run(10_000)
  return results
}

test('a node that is up is found, no sooner than it can answer', () => {
  const world = worldOf(80)
  const [from, target] = [world.nodes[0], world.nodes.at(-1)]
  const [result] = sought(world)
  expect(result).toMatchObject({ endedMs: undefined, attempts: 1 })
  if (from === undefined || target === undefined) throw new Error('there are no nodes')
  expect(result?.foundMs).toBeGreaterThanOrEqual(Math.floor(world.network.rttMs(from, target)))
  expect(result?.foundMs).toBeLessThan(2_000)
})

test('a whole lookup finds it no later, and goes on until all of the closest have answered', () => {
  const [begun, world] = [worldOf(80), worldOf(80)]
  const [broken] = sought(begun)
  const [whole] = sought(world, { breakOff: false })
  expect(whole?.foundMs).toBe(broken?.foundMs)
  expect(whole?.endedMs).toBeGreaterThan(whole?.foundMs ?? Number.NaN)
  const messages = world.traffic.of('find-node').messages
  expect(messages).toBeGreaterThanOrEqual(20)
  expect(begun.traffic.of('find-node').messages).toBeLessThan(messages)
})

test('a dead one is looked for again and again, until the time is up', () => {
  const world = worldOf(30)
  world.nodes.at(-1)?.crash()
  const before = world.now
  const results = sought(world)
  expect(results).toHaveLength(1)
  expect(results[0]).toMatchObject({ foundMs: undefined, endedMs: undefined })
  expect(results[0]?.attempts).toBeGreaterThan(1)
  expect(world.now - before).toBe(10_000)
})

test('nothing is told when the one who seeks dies', () => {
  const world = worldOf(80)
  const [from, target] = [world.nodes[0], world.nodes.at(-1)]
  const results: Sought[] = []
  if (from !== undefined && target !== undefined) seek(world, from, target, options, (r) => results.push(r))
  from?.crash()
  world.run(10_000)
  expect(results).toEqual([])
})
