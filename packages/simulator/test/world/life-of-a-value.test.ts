import { messageBytes } from '@kadkit/protocol'
import { expect, test } from 'vitest'
import type { SimNode, World } from '../../src/index.ts'
import { grown } from '../support/grown.ts'

const HOUR_MS = 3_600_000

/** The nodes that hold a replica of each key, by brute force. */
function replicas(world: World, keys: readonly Parameters<SimNode['get']>[0][]): number[] {
  return keys.map((key) => world.up().filter(({ storage }) => storage.peek(key)?.cached === false).length)
}

test('values outlive two days in which every node is replaced, and those that were removed die', {
  timeout: 300_000,
}, () => {
  const config = { k: 8, ttlMs: 12 * HOUR_MS, republishEveryMs: 10 * HOUR_MS }
  const world = grown(100, { seed: 2_026, config, codec: false, network: { loss: 0.02 } })
  const { dice } = world
  const [first, second] = world.nodes
  if (first === undefined || second === undefined) throw new Error('too few nodes')
  const put = (node: SimNode) => {
    const key = dice.key()
    expect(world.settle(node.put(key, dice.bytes(50), { ttlMs: Number.POSITIVE_INFINITY }))).toMatchObject({
      type: 'stored',
    })
    return key
  }
  const kept = Array.from({ length: 20 }, () => put(first))
  const removed = Array.from({ length: 20 }, () => put(second))
  const mortal = world.nodes.filter((node) => node !== first && node !== second)
  // One leaves for another every half an hour: all of the hundred in two days.
  for (const [i, node] of mortal.entries()) {
    world.after(i * 0.48 * HOUR_MS, () => {
      node.crash()
      world.addNode().join([first.contact.address])
    })
  }
  world.run(6 * HOUR_MS)
  for (const key of removed) second.engine.remove(second.clock, key)
  world.run(42 * HOUR_MS)
  const found = kept.filter((key) => world.settle(dice.pick(world.up()).get(key)).type === 'found-value')
  expect(found.length).toBe(kept.length)
  const counts = replicas(world, kept)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(6)
  expect(replicas(world, removed)).toEqual(removed.map(() => 0))
})

test.each([
  [100, 0.9],
  [1_000, 0.3],
  [16_384, 0.03],
])(
  'with offers an hour of replication of values of %d bytes costs less than %d of what it would without',
  (length, part) => {
    const world = grown(40, { seed: 7, codec: false, config: { k: 20 } })
    const keys = Array.from({ length: 25 }, () => world.dice.key())
    const puts = keys.map((key) => world.anyone().put(key, new Uint8Array(length)))
    world.runUntil(() => puts.every(({ outcome }) => outcome !== undefined), HOUR_MS)
    world.run(2 * HOUR_MS)
    let [withOffers, without] = [0, 0]
    world.watch(({ message }) => {
      const { body } = message
      if (['offer', 'wanted', 'store', 'stored'].includes(body.type)) withOffers += messageBytes(message)
      if (body.type !== 'offer') return
      const { key, ttlSeconds, publication } = body
      const store = {
        type: 'store',
        key,
        value: new Uint8Array(length),
        ttlSeconds,
        cached: false,
        publication,
      } as const
      without +=
        messageBytes({ ...message, body: store }) + messageBytes({ ...message, body: { type: 'stored' } })
    })
    world.run(HOUR_MS)
    expect(without).toBeGreaterThan(0)
    expect(withOffers / without).toBeLessThan(part)
  },
)
