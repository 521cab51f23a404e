/** How the driver keeps time, and what it makes of a transport that breaks its rules. */

import { type Clock, ManualClock } from '@kadkit/clock'
import type { Address, Transport, TransportHandlers } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { createNode, type KademliaNode } from '../src/index.ts'
import { KeptStorage } from './support/kept-storage.ts'
import { errorOf } from './support/rejection.ts'
import { turn, World } from './support/world.ts'

/** Counts the calls that are scheduled and neither made nor cancelled. */
class CountingClock implements Clock {
  readonly #inner: Clock
  #live = new Set<() => void>()
  most = 0

  constructor(inner: Clock) {
    this.#inner = inner
  }

  get live(): number {
    return this.#live.size
  }

  now(): number {
    return this.#inner.now()
  }

  wall(): number {
    return this.#inner.wall()
  }

  schedule(at: number, run: () => void): () => void {
    const call = () => {
      this.#live.delete(call)
      run()
    }
    const cancel = this.#inner.schedule(at, call)
    this.#live.add(call)
    this.most = Math.max(this.most, this.#live.size)
    return () => {
      this.#live.delete(call)
      cancel()
    }
  }
}

describe('time', () => {
  test('is kept with one timer at most, whatever is under way', async () => {
    const world = await World.joined(10)
    const clock = new CountingClock(world.clock)
    const { node } = await world.add({ clock })
    const busy = Array.from({ length: 50 }, (_, i) => [
      node.put(`key ${i}`, 'value', { ttlMs: 60_000 + i }),
      node.get(`no ${i}`),
      node.rpc.ping('memory:999'),
    ])
    await world.settle(Promise.all(busy.flat()))
    await world.pass(7_200_000)
    expect(clock.most).toBe(1)
    expect(clock.live).toBe(1)
    await node.close()
    expect(clock.live).toBe(0)
    await world.close()
  })

  test('is not kept at all by a node alone that has nothing to wait for', async () => {
    const clock = new CountingClock(new ManualClock())
    const world = new World()
    const { node } = await world.add({ clock })
    await node.find('key')
    expect(clock.live).toBe(0)
    await node.close()
  })

  test('that was missed is made up for: a node that slept answers, and its requests are sent again', async () => {
    const world = await World.joined(2)
    const pinging = world.node(1).rpc.ping('memory:999')
    await turn()
    world.clock.advance(3_600_000)
    expect(await world.settle(pinging)).toBe(false)
    expect(await world.settle(world.node(1).rpc.ping('memory:1'))).toBe(true)
    await world.close()
  })
})

/** A network that calls the receiver from within send: no transport may do that, and none may break a node by it. */
class RashNetwork {
  readonly #open = new Map<Address, TransportHandlers>()
  readonly #sending = new Set<Address>()
  /** Who ever called send within a call of its own. */
  readonly nested = new Set<Address>()

  transport(address: Address): Transport {
    return {
      maxMessageBytes: 1_200,
      open: async (handlers) => {
        this.#open.set(address, handlers)
        return address
      },
      send: (to, message) => {
        if (this.#sending.has(address)) this.nested.add(address)
        this.#sending.add(address)
        this.#open.get(to)?.receive(address, new Uint8Array(message))
        this.#sending.delete(address)
      },
      close: async () => {
        this.#open.delete(address)
      },
    }
  }
}

describe('a transport', () => {
  test('that delivers within send breaks nothing', async () => {
    const network = new RashNetwork()
    const clock = new ManualClock()
    const nodes: KademliaNode[] = []
    for (let i = 1; i <= 30; i++) {
      const bootstrap = nodes.slice(0, 1).map(({ self }) => self.address)
      nodes.push(await createNode({ transport: network.transport(`rash:${i}`), clock, bootstrap }))
    }
    const { stored, failed } = (await nodes[3]?.put('key', 'value')) ?? {}
    expect(stored?.length).toBeGreaterThanOrEqual(20)
    expect(failed).toEqual([])
    for (const node of nodes) expect((await node.get('key'))?.text()).toBe('value')
    for (const node of nodes) expect(node.stats()).toMatchObject({ dropped: {}, operations: 0 })
    // No effect is carried out within another of the same node.
    expect([...network.nested]).toEqual([])
    for (const node of nodes) await node.close()
    expect(clock.pending).toBe(0)
  })

  test('that delivers everything twice gets the second reply dropped as a duplicate', async () => {
    const world = new World({ duplicate: 1 })
    for (let i = 0; i < 5; i++) await world.add()
    await world.settle(world.node(1).put('key', 'value'))
    expect((await world.settle(world.node(4).get('key')))?.text()).toBe('value')
    expect(world.node(4).stats().dropped.duplicate).toBeGreaterThan(0)
    await world.close()
  })

  test('that says that bytes are flowing has its peer waited for, and not asked again', async () => {
    const world = new World({ maxMessageBytes: 100_000 })
    for (let i = 0; i < 2; i++) await world.add()
    const { node, transport } = world.member(1)
    const storing = node.rpc.store('memory:999', 'key', new Uint8Array(2_000))
    for (let i = 0; i < 200; i++) {
      await world.pass(20)
      transport.progress('memory:999')
    }
    const asked = () => transport.sent.filter(({ to }) => to === 'memory:999').length
    expect([asked(), node.stats().operations]).toEqual([1, 1])
    expect(await world.settle(storing)).toBe(false)
    expect(asked()).toBe(3)
    await world.close()
  })

  test('that calls after close is not listened to', async () => {
    const world = await World.joined(2)
    const { node, transport } = world.member(1)
    const bytes = world.member(0).transport.sent.at(-1)?.message ?? new Uint8Array(1)
    await node.close()
    const before = structuredClone(node.stats())
    transport.inject('memory:1', bytes)
    transport.inject('memory:1', new Uint8Array(5))
    expect(node.stats()).toEqual(before)
    await world.close()
  })

  test('that throws what no transport may throw fails that request, and ends nothing else', async () => {
    const world = await World.joined(5)
    const { node, transport } = world.member(1)
    transport.lets = ({ to }) => {
      if (to === 'memory:3') throw new RangeError('of a broken transport')
      return true
    }
    const { stored, failed } = await world.settle(node.put('key', 'value'))
    expect(stored.map(({ address }) => address).toSorted()).toEqual([
      'memory:1',
      'memory:2',
      'memory:4',
      'memory:5',
    ])
    expect(failed.map(({ address }) => address)).toEqual(['memory:3'])
    expect(node.stats().unsent).toBe(1)
    await world.close()
  })

  test('that throws in a timer, and in answering, throws to nobody', async () => {
    const world = await World.joined(2)
    const { node, transport } = world.member(1)
    const asked = world.node(0).rpc.ping(node.self)
    transport.lets = () => false
    const asking = node.rpc.ping('memory:1')
    transport.lets = () => {
      throw 'no error at all'
    }
    expect(await world.settle(asked)).toBe(false)
    expect(await world.settle(asking)).toBe(false)
    const joining = errorOf(world.settle(node.join(['memory:1'])))
    expect(await joining).toMatchObject({ code: 'no-bootstrap', cause: 'no error at all' })
    expect((await joining).message).toBe('no bootstrap address answered (memory:1): no error at all')
    transport.lets = () => true
    expect(await world.settle(node.rpc.ping('memory:1'))).toBe(true)
    await world.close()
  })

  test('that fails to close has its storage closed all the same, and close says so', async () => {
    const transport: Transport = {
      maxMessageBytes: 1_200,
      open: async () => 'memory:1',
      send() {},
      close: () => Promise.reject(new Error('stuck')),
    }
    const world = new World()
    const storage = new KeptStorage()
    const node = await createNode({ ...world.parts(transport), storage })
    expect((await errorOf(node.close())).message).toBe('stuck')
    expect(storage.closed).toBe(1)
  })
})
