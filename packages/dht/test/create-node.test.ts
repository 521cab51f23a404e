/** How a node starts, and what is left when it cannot. */

import { getEventListeners } from 'node:events'
import { MemoryStorage, StorageError } from '@kadkit/storage'
import { MemoryNetwork, type Transport, TransportError } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { createNode, NodeError } from '../src/index.ts'
import { errorOf, reasonOf } from './support/rejection.ts'
import { TapTransport } from './support/tap-transport.ts'
import { turn, World } from './support/world.ts'

/** Whether a storage is closed: it says so itself. */
async function isClosed(storage: MemoryStorage): Promise<boolean> {
  try {
    await storage.get('value/any')
    return false
  } catch (error) {
    return error instanceof StorageError && error.code === 'closed'
  }
}

describe('a transport', () => {
  test('that cannot open passes its TransportError on, and the storage is closed', async () => {
    const refusal = new TransportError('address-in-use', '127.0.0.1:4000 is in use')
    const transport: Transport = {
      maxMessageBytes: 1_200,
      open: () => Promise.reject(refusal),
      send() {},
      close: () => Promise.resolve(),
    }
    const storage = new MemoryStorage()
    expect(await reasonOf(createNode({ transport, storage }))).toBe(refusal)
    expect(await isClosed(storage)).toBe(true)
  })

  test('that another node has open is refused, and goes on to serve that node', async () => {
    const world = await World.joined(2)
    const { transport } = world.member(1)
    const error = await errorOf(world.settle(createNode({ ...world.parts(), transport })))
    expect([error.name, error.code]).toEqual(['TransportError', 'already-open'])
    expect(transport.closed).toBe(0)
    expect(await world.settle(world.node(0).rpc.ping(world.node(1).self))).toBe(true)
    await world.close()
  })
})

describe('a bootstrap', () => {
  test('that nobody answers is a NodeError that names the addresses, and everything is closed again', async () => {
    const world = new World()
    const [transport, storage] = [new TapTransport(world.network.transport()), new MemoryStorage()]
    const bootstrap = ['memory:98', 'memory:99']
    const error = await errorOf(world.settle(createNode({ ...world.parts(), transport, storage, bootstrap })))
    expect(error).toBeInstanceOf(NodeError)
    expect(error.code).toBe('no-bootstrap')
    expect(error.message).toBe('no bootstrap address answered (memory:98, memory:99)')
    expect(error).not.toHaveProperty('cause')
    expect(transport.closed).toBe(1)
    expect(await isClosed(storage)).toBe(true)
    expect(world.clock.pending).toBe(0)
  })

  test('that the transport cannot send to says why, with the TransportError as its cause', async () => {
    const world = new World()
    const error = await errorOf(world.settle(createNode({ ...world.parts(), bootstrap: ['localhost:4000'] })))
    expect(error.code).toBe('no-bootstrap')
    expect(error.message).toMatch(
      /^no bootstrap address answered \(localhost:4000\): .*"memory:".*"localhost:4000"/,
    )
    expect(error.cause).toBeInstanceOf(TransportError)
    expect(error.cause).toHaveProperty('code', 'bad-address')
  })

  test('with a dead address and a bad one among good ones is fine', async () => {
    const world = await World.joined(3)
    const bootstrap = ['memory:99', 'localhost:4000', world.node(2).self.address]
    const { node } = await world.add({ bootstrap })
    expect(node.stats().contacts).toBe(3)
    await world.close()
  })

  test('with one address many times asks it once', async () => {
    const world = await World.joined(1)
    const { transport } = await world.add({ bootstrap: Array(5).fill('memory:1') })
    expect(transport.sent.filter(({ to }) => to === 'memory:1').length).toBeLessThanOrEqual(3)
    await world.close()
  })

  test('of nobody but ourselves starts a network of one', async () => {
    const world = new World()
    const { node } = await world.add({ bootstrap: ['memory:1'] })
    expect(node.self.address).toBe('memory:1')
    expect(node.stats().contacts).toBe(0)
    await world.close()
  })

  test('that comes up later is found by join, after a start without it', async () => {
    const world = new World()
    const alone = await world.add()
    const bootstrap = ['memory:2']
    // What could not be sent elsewhere before is not the reason.
    expect(await alone.node.rpc.ping('127.0.0.1:4000')).toBe(false)
    const error = await errorOf(world.settle(alone.node.join(bootstrap)))
    expect(error.code).toBe('no-bootstrap')
    expect(error).not.toHaveProperty('cause')
    await world.add({ bootstrap: [] })
    expect(await world.settle(alone.node.join(bootstrap))).toBe(1)
    await world.close()
  })

  test('in another form of the same IPv6 address is made canonical', async () => {
    const world = new World()
    const error = await errorOf(
      world.settle(createNode({ ...world.parts(), bootstrap: ['[0:0:0:0:0:0:0:1]:4000'] })),
    )
    expect(error.message).toContain('([::1]:4000)')
  })
})

describe('an abort of the start', () => {
  test('that came before rejects with its reason, and opens nothing', async () => {
    const transport = new TapTransport(new MemoryNetwork().transport())
    const reason = new Error('changed my mind')
    expect(await reasonOf(createNode({ transport, signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(transport.opened).toBe(false)
  })

  test('while it joins closes everything, and leaves no listener and no timer', async () => {
    const world = new World()
    const [transport, storage] = [new TapTransport(world.network.transport()), new MemoryStorage()]
    const controller = new AbortController()
    const { signal } = controller
    const options = { ...world.parts(), transport, storage, signal, bootstrap: ['memory:99'] }
    const starting = reasonOf(createNode(options))
    await turn()
    expect(transport.sent.length).toBe(1)
    controller.abort('enough')
    expect(await starting).toBe('enough')
    expect(transport.closed).toBe(1)
    expect(await isClosed(storage)).toBe(true)
    await world.rest()
    expect(world.clock.pending).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('while a transport hangs in open closes it, and waits no longer', async () => {
    let closed = 0
    const transport: Transport = {
      maxMessageBytes: 1_200,
      open: () => new Promise(() => {}),
      send() {},
      close: async () => {
        closed++
      },
    }
    const controller = new AbortController()
    const storage = new MemoryStorage()
    const starting = reasonOf(createNode({ transport, storage, signal: controller.signal }))
    await turn()
    controller.abort('enough')
    expect(await starting).toBe('enough')
    expect(closed).toBe(1)
    expect(await isClosed(storage)).toBe(true)
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('while a storage hangs in entries closes the transport, and waits no longer', async () => {
    class Hanging extends MemoryStorage {
      override async *entries(): ReturnType<MemoryStorage['entries']> {
        await new Promise(() => {})
      }
    }
    const transport = new TapTransport(new MemoryNetwork().transport())
    const controller = new AbortController()
    const starting = reasonOf(createNode({ transport, storage: new Hanging(), signal: controller.signal }))
    await turn()
    controller.abort('enough')
    expect(await starting).toBe('enough')
    expect(transport.closed).toBe(1)
  })

  test('that never comes leaves no listener on the signal', async () => {
    const world = await World.joined(1)
    const { signal } = new AbortController()
    await world.add({ signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
    await world.close()
  })
})

describe('networks with different numbers', () => {
  test('ignore each other, and count what they ignore', async () => {
    const world = await World.joined(2, { networkId: 1 })
    const stranger = createNode({ ...world.parts(), networkId: 2, bootstrap: ['memory:1'] })
    expect((await errorOf(world.settle(stranger))).code).toBe('no-bootstrap')
    expect(world.node(0).stats().dropped).toEqual({ network: 3 })
    expect(world.node(0).stats().contacts).toBe(1)
    await world.close()
  })

  test('are the same network when no number is given and when it is 0', async () => {
    const world = await World.joined(1)
    const { node } = await world.add({ networkId: 0 })
    expect(node.stats().contacts).toBe(1)
    await world.close()
  })

  test('may have the largest number there is', async () => {
    const world = await World.joined(2, { networkId: 2 ** 32 - 1 })
    expect(world.node(1).stats().contacts).toBe(1)
    await world.close()
  })
})

test('a node has the key that it is given, and else one of its own', async () => {
  const world = await World.joined(2)
  const [first, second] = world.nodes
  expect(first?.self.key.toHex()).not.toBe(second?.self.key.toHex())
  const key = second?.self.key
  await world.close()
  const { node } = await new World().add({ key })
  expect(node.self.key).toBe(key)
  await node.close()
})

test('a node of no options but a transport keeps time, values and randomness by itself', async () => {
  const network = new MemoryNetwork()
  await using first = await createNode({ transport: network.transport() })
  await using second = await createNode({ transport: network.transport(), bootstrap: [first.self.address] })
  await second.put('key', 'value')
  expect((await first.get('key'))?.text()).toBe('value')
})
