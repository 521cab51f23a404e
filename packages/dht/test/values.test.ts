/** The values that a node holds: over restarts, and as a list. */

import { keyOf } from '@kadkit/key'
import { expect, test } from 'vitest'
import { createNode } from '../src/index.ts'
import { KeptStorage } from './support/kept-storage.ts'
import { errorOf } from './support/rejection.ts'
import { all, turn, World } from './support/world.ts'

test('a node that starts again with the same storage serves its old values, and drops the expired ones', async () => {
  const world = new World()
  const storage = new KeptStorage()
  const before = await world.add({ storage })
  await world.settle(before.node.put('long', 'lives on', { ttlMs: 3_600_000 }))
  await world.settle(before.node.put('short', 'is gone', { ttlMs: 60_000 }))
  await before.node.close()
  expect([...storage.kept.keys()].map((name) => name.split('/')[0]).toSorted()).toEqual([
    'node',
    'own',
    'own',
    'value',
    'value',
  ])
  await world.pass(60_000)

  const after = await world.add({ storage, bootstrap: [] })
  const other = await world.add({ bootstrap: [after.node.self.address] })
  expect(after.node.stats().values).toBe(1)
  expect((await world.settle(other.node.get('long')))?.text()).toBe('lives on')
  expect(await world.settle(other.node.get('short'))).toBeUndefined()
  const hex = keyOf('long').toHex()
  expect([...storage.kept.keys()]).toEqual(['node/state', `value/${hex}`, `own/${hex}`])
  await after.node.close()
  await other.node.close()
})

test('a restored value ends when it would have ended', async () => {
  const world = new World()
  const storage = new KeptStorage()
  const before = await world.add({ storage })
  await world.settle(before.node.put('key', 'value', { ttlMs: 60_000 }))
  await before.node.close()
  await world.pass(50_000)
  const { node } = await world.add({ storage, bootstrap: [] })
  expect(node.stats().values).toBe(1)
  await world.pass(11_000)
  expect(node.stats().values).toBe(0)
  expect([...storage.kept.keys()]).toEqual(['node/state'])
  await node.close()
})

test('a node that still reads its storage answers from it, and takes nothing new for older than what it reads', async () => {
  const world = await World.joined(1)
  const storage = new KeptStorage()
  const before = await world.add({ storage })
  await world.settle(before.node.put('key', 'old', { ttlMs: 60_000 }))
  await before.node.close()
  let goOn = () => {}
  storage.gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const starting = createNode({ ...world.parts(), storage })
  await turn()
  const address = 'memory:3'
  const found = await world.settle(world.node(0).rpc.findValue(address, 'key'))
  expect(found?.type === 'value' && found.value.text()).toBe('old')
  expect(await world.settle(world.node(0).rpc.findValue(address, 'nothing'))).toMatchObject({ type: 'nodes' })
  const storing = world.node(0).rpc.store(address, 'key', 'new')
  await world.pass(100)
  goOn()
  const node = await world.settle(starting)
  expect(node.self.address).toBe(address)
  expect(await world.settle(storing)).toBe(true)
  expect((await world.settle(node.get('key')))?.text()).toBe('new')
  await world.pass(120_000)
  expect((await world.settle(node.get('key')))?.text()).toBe('new')
  await node.close()
  await world.close()
})

test('values() gives what is our own and what is held, told apart, with its bytes and its end', async () => {
  const world = await World.joined(2)
  const node = world.node(1)
  await world.settle(node.put('a', 'of a', { ttlMs: 60_000 }))
  await world.settle(world.node(0).put('b', 'of b'))
  const every = await all(node.values())
  expect(every.map(({ shelf, value }) => [shelf, new TextDecoder().decode(value)])).toEqual([
    ['own', 'of a'],
    ['held', 'of a'],
    ['held', 'of b'],
  ])
  const values = every.filter(({ shelf }) => shelf === 'held')
  const byText = new Map(values.map((record) => [new TextDecoder().decode(record.value), record]))
  expect([...byText.keys()].toSorted()).toEqual(['of a', 'of b'])
  expect(byText.get('of a')).toMatchObject({ key: keyOf('a'), cached: false })
  expect(byText.get('of a')?.expiresAt).toBeCloseTo(world.clock.now() + 60_000, -3)
  expect(node.snapshot().values.map(({ valueBytes }) => valueBytes)).toEqual([4, 4])
  await world.close()
})

test('values() may be left early, and is refused after the end', async () => {
  const world = await World.joined(1)
  const node = world.node(0)
  for (const key of ['a', 'b', 'c']) await world.settle(node.put(key, 'value'))
  let seen = 0
  for await (const _ of node.values()) {
    seen++
    break
  }
  expect(seen).toBe(1)
  await node.close()
  expect((await errorOf(all(node.values()))).code).toBe('closed')
})

test('a node that starts again with the same storage publishes its own values again when their time has come', async () => {
  const config = { ttlMs: 60_000 }
  const world = await World.joined(3, { config })
  const storage = new KeptStorage()
  const before = await world.add({ storage, config })
  await world.settle(before.node.put('key', 'value'))
  await before.node.close()
  // All copies of it have died meanwhile.
  await world.pass(70_000)
  expect(await world.settle(world.node(1).get('key'))).toBeUndefined()
  const after = await world.add({ storage, config, key: before.node.self.key })
  expect(after.node.stats()).toMatchObject({ own: 1, values: 0 })
  expect((await world.settle(after.node.get('key')))?.holder).toEqual(after.node.self)
  await world.pass(10_000)
  for (let i = 0; i < 3; i++) {
    expect((await world.settle(world.node(1).get('key')))?.text()).toBe('value')
    await world.pass(60_000)
  }
  await after.node.close()
  await world.close()
})

test('a node that publishes as many values as its configuration allows puts no more', async () => {
  const world = await World.joined(1, { config: { maxOwnValues: 1 } })
  const node = world.node(0)
  await world.settle(node.put('a', 'value'))
  const error = await errorOf(world.settle(node.put('b', 'value')))
  expect([error.name, error.code]).toEqual(['NodeError', 'full'])
  expect(node.remove('a')).toBe(true)
  await world.settle(node.put('b', 'value'))
  await world.close()
  expect(() => node.remove('b')).toThrow(expect.objectContaining({ code: 'closed' }))
})
