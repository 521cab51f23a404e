/** A node that comes back with the storage that it had: as itself, knowing whom it knew, and what time it is. */

import { randomKey } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { createNode, NodeError } from '../src/index.ts'
import { hangs, KeptStorage, rejects } from './support/kept-storage.ts'
import { errorOf } from './support/rejection.ts'
import { World } from './support/world.ts'

const HOUR_MS = 3_600_000
const YEAR_MS = 365.25 * 24 * HOUR_MS

/** A world of five nodes, one more with this storage that was closed at rest, and the storage. */
async function leftBehind(): Promise<{ world: World; storage: KeptStorage; key: string }> {
  const world = await World.joined(5)
  const storage = new KeptStorage()
  const { node } = await world.add({ storage })
  await world.settle(node.put('own', 'mine'))
  await world.settle(world.node(0).put('held', 'theirs', { ttlMs: 6 * HOUR_MS }))
  await world.rest()
  await node.close()
  world.members.pop()
  return { world, storage, key: node.self.key.toHex() }
}

const again = { bootstrap: [] }

describe('a node that starts again', () => {
  test('has its key, its contacts and its values, and joins by itself', async () => {
    const { world, storage, key } = await leftBehind()
    await world.pass(HOUR_MS)
    const { node } = await world.add({ storage, ...again })
    expect(node.self.key.toHex()).toBe(key)
    expect(node.stats()).toMatchObject({ contacts: 5, own: 1, values: 2 })
    for (const { seenAt } of node.snapshot().buckets.flatMap(({ contacts }) => contacts)) {
      expect(node.snapshot().at - seenAt).toBeGreaterThanOrEqual(HOUR_MS)
    }
    await world.rest()
    for (const { seenAt } of node.snapshot().buckets.flatMap(({ contacts }) => contacts)) {
      expect(node.snapshot().at - seenAt).toBeLessThanOrEqual(60_000)
    }
    await world.settle(world.node(0).put('new', 'news'))
    expect((await world.settle(node.get('new')))?.text()).toBe('news')
    const found = await world.settle(world.node(1).find(node.self.key))
    expect(found[0]).toEqual(node.self)
    await world.close()
  })

  test('hands out nobody who has not answered since', async () => {
    const { world, storage } = await leftBehind()
    const gone = world.node(4)
    await gone.close()
    world.members.splice(4, 1)
    const { node } = await world.add({ storage, ...again })
    await world.rest()
    const listed = await world.settle(world.node(0).rpc.findNode(node.self.address, gone.self.key))
    expect(listed?.map(({ address }) => address)).not.toContain(gone.self.address)
    expect(listed?.length).toBeGreaterThan(0)
    await world.close()
  })

  test('waits for nobody if those whom it knew are gone, and is found by the first that comes back', async () => {
    const { world, storage } = await leftBehind()
    const storages = world.nodes.map(() => new KeptStorage())
    await world.close()
    world.members.length = 0
    const { node } = await world.add({ storage, ...again })
    expect(node.stats().contacts).toBe(5)
    await world.pass(2 * HOUR_MS)
    expect(node.stats().contacts).toBe(5)
    const other = await world.add({ storage: storages[0], bootstrap: [node.self.address] })
    expect((await world.settle(other.node.get('held')))?.text()).toBe('theirs')
    await world.close()
  })

  test('needs no bootstrap address that answers, as long as it knows somebody', async () => {
    const { world, storage } = await leftBehind()
    const { node } = await world.add({ storage, bootstrap: ['memory:999'] })
    await world.rest()
    expect(await world.settle(node.find('anything'))).toHaveLength(6)
    const error = await world.settle(errorOf(world.add({ bootstrap: ['memory:999'] })))
    expect([error instanceof NodeError, error]).toEqual([
      true,
      expect.objectContaining({ code: 'no-bootstrap' }),
    ])
    await world.close()
  })

  test('can be given another key, and still knows whom it knew', async () => {
    const { world, storage, key } = await leftBehind()
    const other = randomKey()
    const { node } = await world.add({ storage, key: other, ...again })
    expect(node.self.key).toBe(other)
    expect(node.stats().contacts).toBe(5)
    await node.close()
    const third = await world.add({ storage, ...again })
    expect([third.node.self.key.toHex(), key !== other.toHex()]).toEqual([other.toHex(), true])
    await world.close()
  })

  test('has its key though it was killed before it met anybody', async () => {
    const world = new World()
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    const { key } = node.self
    storage.faults.set('put', rejects)
    await node.close()
    storage.faults.clear()
    const after = await world.add({ storage, ...again })
    expect(after.node.self.key.equals(key)).toBe(true)
    await world.close()
  })

  test('knows whom it had met ten seconds before it was killed', async () => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    await world.pass(10_000)
    storage.faults.set('put', rejects)
    await node.close()
    storage.faults.clear()
    const after = await world.add({ storage, ...again })
    expect(after.node.stats().contacts).toBe(3)
    await world.close()
  })

  test('is another node if its state is damaged, which is counted', async () => {
    const { world, storage, key } = await leftBehind()
    storage.kept.set('node/state', Uint8Array.of(1, 2, 3))
    const { node } = await world.add({ storage, ...again })
    expect(node.self.key.toHex()).not.toBe(key)
    expect(node.stats()).toMatchObject({ storageErrors: 1, contacts: 0, own: 1 })
    await world.close()
  })

  test('can be told to give up while the storage hangs, and lets go of all', async () => {
    const world = new World()
    const storage = new KeptStorage()
    storage.faults.set('get', hangs)
    const controller = new AbortController()
    const transport = world.network.transport()
    const starting = errorOf(createNode({ ...world.parts(transport), storage, signal: controller.signal }))
    await world.pass(100)
    const enough = new Error('enough')
    controller.abort(enough)
    expect(await world.settle(starting)).toBe(enough)
    expect(storage.closed).toBe(1)
    const another = await transport.open({ receive: () => {} }).catch((error: unknown) => error)
    expect(another).toMatchObject({ code: 'closed' })
  })
})

describe('a wall clock that is set', () => {
  /** How much life the held value has left, in hours, after an hour of rest at the end of which the clock showed this. */
  async function livesOn(set: (wall: number) => number): Promise<number | undefined> {
    const { world, storage } = await leftBehind()
    await world.pass(HOUR_MS)
    world.clock.setWall(set(world.clock.wall()))
    const { node } = await world.add({ storage, ...again })
    const { at, values } = node.snapshot()
    const lives = values.map(({ expiresAt }) => (expiresAt - at) / HOUR_MS)
    expect(node.stats().own).toBe(1)
    await world.close()
    return lives.find((hours) => hours < 7)
  }

  test('tells by how much a value has aged while the node did not run', async () => {
    expect(await livesOn((wall) => wall)).toBeCloseTo(5, 1)
    expect(await livesOn((wall) => wall + HOUR_MS)).toBeCloseTo(4, 1)
  })

  test('back makes nothing younger: it is as if no time had passed', async () => {
    expect(await livesOn((wall) => wall - 2 * HOUR_MS)).toBeCloseTo(6, 1)
    expect(await livesOn(() => 1)).toBeCloseTo(6, 1)
  })

  test('ten years on has ended what was held, but not what the node publishes', async () => {
    expect(await livesOn((wall) => wall + 10 * YEAR_MS)).toBeUndefined()
  })

  test.each([
    ['an hour on', (wall: number) => wall + HOUR_MS],
    ['an hour back', (wall: number) => wall - HOUR_MS],
    ['ten years on', (wall: number) => wall + 10 * YEAR_MS],
    ['to 1970', () => 1],
  ])('%s while the node runs changes nothing, neither then nor after the next start', async (_, set) => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    await world.settle(world.node(0).put('key', 'value', { ttlMs: 6 * HOUR_MS }))
    world.clock.setWall(set(world.clock.wall()))
    await world.pass(2 * HOUR_MS)
    expect(node.stats().values).toBe(1)
    await node.close()
    await world.pass(HOUR_MS)
    const after = await world.add({ storage, ...again })
    const { at, values } = after.node.snapshot()
    expect(values.map(({ expiresAt }) => Math.round((expiresAt - at) / HOUR_MS))).toEqual([3])
    await world.pass(3.1 * HOUR_MS)
    expect(after.node.stats().values).toBe(0)
    await world.close()
  })
})
