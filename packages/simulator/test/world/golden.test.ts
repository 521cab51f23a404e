import { expect, test } from 'vitest'
import { keepJoining, World } from '../../src/index.ts'

/**
 * What every machine and every version of Node must compute. It moves with each change of what an engine does, or of
 * what is drawn here: then run this test, see that the other tests of this package pass, and put the hash that it
 * prints here. If nothing of this has changed, a function of Math gives another last bit, and no seed repeats on both.
 */
const HASH = '6f3d48f8048dceaa1dddaca7d126cb6079cbb0ee53b217991fa80d81c5c5693d'

test('a world of twenty nodes, with loss, in ten minutes is the same on every machine', () => {
  const network = { latency: { model: 'king' }, jitter: 0.3, loss: 0.05, duplicate: 0.01 } as const
  const world = new World({ seed: 20_261_122, network })
  world.addNode()
  for (let i = 1; i < 20; i++) world.after(1_000 * i, () => keepJoining(world, world.addNode()))
  world.run(60_000)
  // Times that draw on Math.log, Math.exp and powers.
  for (let i = 0; i < 10; i++) {
    const key = world.dice.key()
    world.after(world.dice.exponential(200_000), () => world.anyone().put(key, world.dice.bytes(50)))
    world.after(world.dice.weibull(0.5, 200_000), () => world.anyone().get(key))
    world.after(world.dice.pareto(1.5, 50_000), () => world.anyone().find(key))
  }
  world.run(540_000)
  expect(world.elapsedMs).toBe(600_000)
  expect(world.traceHash()).toBe(HASH)
})
