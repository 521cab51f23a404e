/** Nodes that only ask. */

import { expect, test } from 'vitest'
import { KeptStorage } from './support/kept-storage.ts'
import { all, World } from './support/world.ts'

test('a client puts and gets, and holds nothing; nobody has it in a table', async () => {
  const world = await World.joined(4)
  const { node } = await world.add({ mode: 'client' })
  await world.rest()
  const { stored } = await world.settle(node.put('greeting', 'hello'))
  expect(stored).toHaveLength(4)
  await world.settle(world.node(0).put('answer', 'goodbye'))
  expect((await world.settle(node.get('answer')))?.text()).toBe('goodbye')
  expect((await world.settle(world.node(3).get('greeting')))?.text()).toBe('hello')
  expect((await world.settle(node.find('greeting'))).map(({ address }) => address)).not.toContain(
    node.self.address,
  )
  await world.rest()
  expect(node.stats()).toMatchObject({ contacts: 4, values: 0, own: 1, dropped: {} })
  expect(node.snapshot().mode).toBe('client')
  expect((await all(node.values())).map(({ shelf }) => shelf)).toEqual(['own'])
  for (const server of world.nodes.slice(0, 4)) expect(server.stats().contacts).toBe(3)
  await world.close()
})

test('a client is silent to whom it does not ask, and counts that; nobody can join through it', async () => {
  const world = await World.joined(2)
  const { node } = await world.add({ mode: 'client' })
  expect(await world.settle(world.node(0).rpc.ping(node.self.address))).toBe(false)
  expect(node.stats().dropped).toEqual({ unserved: 3 })
  await expect(world.add({ bootstrap: [node.self.address] })).rejects.toMatchObject({ code: 'no-bootstrap' })
  await world.close()
})

test('a client without servers cannot store', async () => {
  const world = new World()
  const { node } = await world.add({ mode: 'client' })
  await expect(world.settle(node.put('greeting', 'hello'))).rejects.toMatchObject({ code: 'not-stored' })
  await world.close()
})

test('a server that is a client for a while has its values again afterwards, and is forgotten meanwhile', async () => {
  const world = new World()
  const storage = new KeptStorage()
  const first = await world.add()
  const before = await world.add({ storage })
  await world.pass(10_000)
  await world.settle(first.node.put('key', 'value', { ttlMs: 3_600_000 }))
  await world.settle(first.node.put('short', 'value', { ttlMs: 60_000 }))
  await world.pass(10_000)
  const { key } = before.node.self
  await before.node.close()
  expect(storage.kept.size).toBe(3)
  await world.pass(60_000)

  const asClient = await world.add({ storage, key, mode: 'client' })
  expect(asClient.node.stats().values).toBe(0)
  expect(storage.kept.size).toBe(2)
  expect((await world.settle(asClient.node.get('key')))?.holder).toEqual(first.node.self)
  await world.rest()
  expect(first.node.stats().contacts).toBe(0)
  await asClient.node.close()

  const after = await world.add({ storage, key })
  expect(after.node.stats().values).toBe(1)
  await first.node.close()
  await after.node.close()
})
