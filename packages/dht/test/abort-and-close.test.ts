/** Giving up: one operation by its signal, or all by closing the node. */

import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { CallOptions, KademliaNode } from '../src/index.ts'
import { KeptStorage } from './support/kept-storage.ts'
import { errorOf, reasonOf } from './support/rejection.ts'
import { all, turn, World } from './support/world.ts'

/** Everything that asks the network; none of these ends before time moves. */
const operations: readonly [
  name: string,
  run: (node: KademliaNode, options?: CallOptions) => Promise<unknown>,
][] = [
  ['put', (node, options) => node.put('key', 'value', options)],
  ['get', (node, options) => node.get('key', options)],
  ['find', (node, options) => node.find('key', options)],
  ['walk', (node, options) => all(node.walk('key', options))],
  ['join', (node, options) => node.join(['memory:1'], options)],
  ['rpc.ping', (node, options) => node.rpc.ping('memory:1', options)],
  ['rpc.store', (node, options) => node.rpc.store('memory:1', 'key', 'value', options)],
  ['rpc.findNode', (node, options) => node.rpc.findNode('memory:1', 'key', options)],
  ['rpc.findValue', (node, options) => node.rpc.findValue('memory:1', 'key', options)],
]

describe.each(operations)('%s', (_, run) => {
  test('with a signal that had aborted before rejects with its reason, and sends nothing', async () => {
    const world = await World.joined(2)
    const { sent } = world.node(1).stats()
    const reason = { any: 'thing' }
    expect(await reasonOf(run(world.node(1), { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(world.node(1).stats()).toMatchObject({ sent, operations: 0 })
    await world.close()
  })

  test('rejects with the reason of an abort at once, sends nothing more, and leaves no listener', async () => {
    // Who knows less than k others looks around by itself.
    const world = await World.joined(2, { config: { k: 1 } })
    const node = world.node(1)
    const controller = new AbortController()
    const { signal } = controller
    const running = reasonOf(run(node, { signal }))
    await turn()
    expect(node.stats().operations).toBe(1)
    controller.abort()
    const reason = await running
    expect(reason).toBe(signal.reason)
    expect(reason).toHaveProperty('name', 'AbortError')
    expect(node.stats().operations).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    const { sent } = node.stats()
    await world.rest()
    expect(node.stats().sent).toBe(sent)
    await world.close()
  })

  test('that ends by itself leaves no listener, and a later abort does nothing', async () => {
    const world = await World.joined(2)
    const controller = new AbortController()
    await world.settle(run(world.node(1), { signal: controller.signal }))
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    controller.abort()
    await world.rest()
    expect(world.node(1).stats().operations).toBe(0)
    await world.close()
  })

  test('refuses what is no AbortSignal', async () => {
    const world = await World.joined(2)
    const wrong = { signal: new AbortController() } as unknown as CallOptions
    const error = await errorOf(run(world.node(1), wrong))
    expect([error.name, error.message]).toEqual([
      'TypeError',
      'signal must be an AbortSignal, got AbortController',
    ])
    await world.close()
  })

  test("is rejected as 'closed' by a close meanwhile, and leaves no listener", async () => {
    const world = await World.joined(2)
    const { signal } = new AbortController()
    const running = errorOf(run(world.node(1), { signal }))
    await turn()
    await world.node(1).close()
    const error = await running
    expect([error.name, error.code]).toEqual(['NodeError', 'closed'])
    expect(world.node(1).stats().operations).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    await world.close()
  })

  test("is rejected as 'closed' after a close", async () => {
    const world = await World.joined(2)
    await world.node(1).close()
    const error = await errorOf(run(world.node(1)))
    expect([error.name, error.code]).toEqual(['NodeError', 'closed'])
    await world.close()
  })
})

test.each(['find', 'put', 'get'] as const)('%s alone ends at once, and leaves no listener', async (name) => {
  const world = await World.joined(1)
  const { signal } = new AbortController()
  const [, run] = operations.find(([other]) => other === name) ?? []
  await run?.(world.node(0), { signal })
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await world.close()
})

test('one signal ends a thousand operations, those that wait among them', async () => {
  const world = await World.joined(3)
  const controller = new AbortController()
  const gets = Array.from({ length: 1_000 }, (_, i) =>
    reasonOf(world.node(1).get(`key ${i}`, { signal: controller.signal })),
  )
  await turn()
  expect(world.node(1).stats().operations).toBe(1_000)
  // Of more than ten, Node.js warns as of a leak.
  expect(getEventListeners(controller.signal, 'abort').length).toBe(1)
  controller.abort('enough')
  expect(new Set(await Promise.all(gets))).toEqual(new Set(['enough']))
  expect(world.node(1).stats().operations).toBe(0)
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  expect(await world.settle(world.node(1).get('key'))).toBeUndefined()
  await world.close()
})

test('an abort of one operation leaves the others to their end', async () => {
  const world = await World.joined(3)
  const controller = new AbortController()
  const ended = reasonOf(world.node(1).find('key', { signal: controller.signal }))
  const other = world.node(1).find('key')
  controller.abort('enough')
  expect(await ended).toBe('enough')
  expect((await world.settle(other)).length).toBe(3)
  await world.close()
})

test('beyond the limit operations are refused as overloaded, and those before them end', async () => {
  const config = { maxActiveOperations: 2, maxWaitingOperations: 3 }
  const world = await World.joined(2, { config })
  const { signal } = new AbortController()
  const finds = Array.from({ length: 7 }, () => world.node(1).find('key', { signal }))
  const results = await world.settle(Promise.allSettled(finds))
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ])
  expect(results[6]).toMatchObject({ reason: { name: 'NodeError', code: 'overloaded' } })
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await world.close()
})

describe('close', () => {
  test('closes transport and storage once, and leaves no timer', async () => {
    const world = await World.joined(2)
    const storage = new KeptStorage()
    const { node, transport } = await world.add({ storage })
    const running = errorOf(node.find('key'))
    await Promise.all([node.close(), node.close()])
    await node.close()
    expect([transport.closed, storage.closed]).toEqual([1, 1])
    expect((await running).code).toBe('closed')
    await world.close()
    await world.rest()
    expect(world.clock.pending).toBe(0)
  })

  test('called twice ends both times when all is closed', async () => {
    const world = new World()
    const storage = new KeptStorage()
    let goOn = () => {}
    storage.faults.set('close', () => new Promise<void>((resolve) => (goOn = resolve)))
    const { node } = await world.add({ storage })
    let ended = 0
    for (let i = 0; i < 2; i++) void node.close().then(() => ended++)
    await turn()
    expect(ended).toBe(0)
    goOn()
    await turn()
    expect(ended).toBe(2)
  })

  test('is what await using does at the end of a block', async () => {
    const world = new World()
    const storage = new KeptStorage()
    {
      await using node = (await world.add({ storage })).node
      expect(node.stats().operations).toBe(0)
    }
    expect(storage.closed).toBe(1)
  })

  test('leaves what can be read without the network', async () => {
    const world = await World.joined(2)
    const node = world.node(1)
    await node.close()
    expect(node.self.address).toBe('memory:2')
    expect(node.stats().contacts).toBe(1)
    expect(node.snapshot().buckets.length).toBe(1)
    await world.close()
  })

  test('from within a listener is possible', async () => {
    const world = await World.joined(2)
    const { node } = world.member(1)
    node.subscribe(() => void node.close())
    const error = await errorOf(world.settle(node.put('key', 'value')))
    expect(error.code).toBe('closed')
    await world.close()
  })
})
