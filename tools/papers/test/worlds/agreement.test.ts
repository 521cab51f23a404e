import { World } from '@kadkit/simulator'
import { expect, test } from 'vitest'
import { askGroup, GROUP, noAgreement } from '../../src/worlds/agreement.ts'
import { Population } from '../../src/worlds/population.ts'

test('in a network at rest all agree, and are right', () => {
  const world = new World({ seed: 5, codec: false, trace: 'off', invariants: false, config: { k: 8 } })
  const population = new Population(world, { nodes: 100, session: () => 1e9 })
  population.begin()
  const sum = noAgreement()
  for (let i = 0; i < 10; i++) askGroup(world, population, 10_000, sum)
  world.run(20_000)
  const lookups = 10 * GROUP
  expect(sum).toMatchObject({ groups: 10, unanimous: 10, lookups, withMost: lookups, right: lookups })
  expect(sum.durationsMs).toHaveLength(lookups)
})

test('one who has not answered in time agrees with nobody', () => {
  const world = new World({ seed: 5, codec: false, trace: 'off', invariants: false, config: { k: 8 } })
  const population = new Population(world, { nodes: 100, session: () => 1e9 })
  population.begin()
  const sum = noAgreement()
  askGroup(world, population, 50, sum)
  world.run(20_000)
  expect(sum).toMatchObject({ groups: 1, unanimous: 0, lookups: GROUP, withMost: 0, right: 0 })
})
