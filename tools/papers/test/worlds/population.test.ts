import { World } from '@kadkit/simulator'
import { expect, test } from 'vitest'
import { Population } from '../../src/worlds/population.ts'

function livelyPopulation(): { world: World; population: Population } {
  const world = new World({ seed: 5, codec: false, trace: 'off', invariants: false, config: { k: 8 } })
  const population = new Population(world, { nodes: 30, session: (dice) => dice.exponential(300_000) })
  return { world, population }
}

test('there are always as many nodes up, and the members are those of them that have joined', () => {
  const { world, population } = livelyPopulation()
  population.begin()
  for (let minute = 0; minute < 12; minute++) {
    world.run(60_000)
    expect(world.up()).toHaveLength(30)
    expect(population.members.length).toBeGreaterThan(25)
    for (const member of population.members) {
      expect(member.up).toBe(true)
      expect(population.isMember(member)).toBe(true)
    }
    expect(new Set(population.members).size).toBe(population.members.length)
  }
  // who has died is in no memory
  expect(world.nodes).toHaveLength(30)
  expect(population.deaths).toBe(Math.max(...world.nodes.map(({ id }) => id)) - 30)
  expect(population.deaths).toBeGreaterThan(40)
})

test('every node is announced once, and a host has one node at a time', () => {
  const { world, population } = livelyPopulation()
  const joined: number[] = []
  population.onJoined((node) => joined.push(node.id))
  population.begin()
  world.run(600_000)
  expect(new Set(joined).size).toBe(joined.length)
  expect(new Set(world.up().map(({ host }) => host)).size).toBe(30)
})
