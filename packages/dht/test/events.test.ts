/** Watching a node: events, the snapshot, and what is counted. */

import { Key, keyOf } from '@kadkit/key'
import { Codec, isBundle, type NodeEvent, readBundle } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import type { KademliaNode, Stats } from '../src/index.ts'
import { errorOf } from './support/rejection.ts'
import { turn, World } from './support/world.ts'

function watched(node: KademliaNode): NodeEvent[] {
  const events: NodeEvent[] = []
  node.subscribe((event) => events.push(event))
  return events
}

describe('subscribe', () => {
  test('tells of contacts that come, and of values that are held and end', async () => {
    const world = await World.joined(1)
    const events = watched(world.node(0))
    const { node } = await world.add()
    await world.settle(node.put('key', 'value', { ttlMs: 5_000 }))
    await world.pass(10_000)
    const key = keyOf('key')
    expect(events).toEqual([
      { type: 'contact-added', contact: node.self, bucket: expect.any(Number) },
      { type: 'value-held', key, valueBytes: 5, cached: false },
      { type: 'value-dropped', key, reason: 'expired' },
    ])
    await world.close()
  })

  test('tells of bytes that are no message, by reason and sender', async () => {
    const world = await World.joined(1)
    const events = watched(world.node(0))
    world.member(0).transport.inject('memory:9', new Uint8Array([1, 2, 3]))
    expect(events).toEqual([{ type: 'message-dropped', from: 'memory:9', reason: 'foreign' }])
    await world.close()
  })

  test('tells no more after its returned function was called, also within an event', async () => {
    const world = await World.joined(1)
    const { transport, node } = world.member(0)
    let heard = 0
    const unsubscribe = node.subscribe(() => {
      heard++
      unsubscribe()
    })
    for (let i = 0; i < 3; i++) transport.inject('memory:9', new Uint8Array(1))
    expect(heard).toBe(1)
    await world.close()
  })

  test('the same function twice is told twice, and taken out once', async () => {
    const world = await World.joined(1)
    const { transport, node } = world.member(0)
    let heard = 0
    const listener = () => {
      heard++
    }
    const unsubscribe = node.subscribe(listener)
    node.subscribe(listener)
    transport.inject('memory:9', new Uint8Array(1))
    unsubscribe()
    unsubscribe()
    transport.inject('memory:9', new Uint8Array(1))
    expect(heard).toBe(3)
    await world.close()
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('of the listener')
      },
    ],
    ['rejects', () => Promise.reject(new Error('of the listener'))],
  ])('a listener that %s stops neither the node nor other listeners, and is counted', async (_, listener) => {
    const world = await World.joined(2)
    const node = world.node(1)
    node.subscribe(listener)
    const events = watched(node)
    await world.settle(node.put('key', 'value'))
    expect((await world.settle(node.get('key')))?.text()).toBe('value')
    await turn()
    expect(events.map(({ type }) => type)).toEqual(['value-held'])
    expect(node.stats().listenerErrors).toBe(1)
    await world.close()
  })

  test('a listener may use the node', async () => {
    const world = await World.joined(3)
    const node = world.node(1)
    const got: Promise<unknown>[] = []
    node.subscribe((event) => {
      if (event.type === 'value-held') got.push(node.get('key'))
    })
    await world.settle(node.put('key', 'value'))
    expect(await world.settle(Promise.all(got))).toMatchObject([{ holder: node.self }])
    await world.close()
  })

  test('what is no function is refused', async () => {
    const world = await World.joined(1)
    const wrong = 'log' as unknown as () => void
    expect(() => world.node(0).subscribe(wrong)).toThrow(/^listener must be a function, got string/)
    await world.close()
  })
})

describe('snapshot', () => {
  test('shows the contacts by bucket, the values and the requests under way, as data of its own', async () => {
    const world = await World.joined(4)
    const node = world.node(1)
    await world.settle(node.put('key', 'value'))
    void errorOf(node.rpc.ping('memory:9'))
    const { at, self, k, buckets, values, pending } = node.snapshot()
    expect([at, self, k]).toEqual([world.clock.now(), node.self, 20])
    const contacts = buckets.flatMap((bucket) => bucket.contacts.map(({ address }) => address))
    expect(contacts.toSorted()).toEqual(['memory:1', 'memory:3', 'memory:4'])
    expect(values).toEqual([
      {
        key: keyOf('key'),
        publication: { publisher: expect.any(Key), version: expect.any(Number) },
        valueBytes: 5,
        expiresAt: expect.any(Number),
        cached: false,
      },
    ])
    expect(pending).toEqual([{ id: expect.any(String), to: 'memory:9', type: 'ping', sent: 1 }])
    await world.settle(node.put('other', 'value'))
    expect(values.length).toBe(1)
    await world.close()
  })
})

describe('stats', () => {
  const balance = ({ received, accepted, dropped }: Stats) =>
    received - accepted - Object.values(dropped).reduce((sum, count) => sum + count, 0)

  const messagesIn = (datagrams: readonly Uint8Array[]) =>
    datagrams.reduce((sum, bytes) => sum + (isBundle(bytes) ? readBundle(bytes).length : 1), 0)

  test('count every message once: what the network delivered is accepted, or dropped with a reason', async () => {
    const world = new World({ loss: 0.1, duplicate: 0.1, jitterMs: 30, seed: 5 })
    for (let i = 0; i < 8; i++) await world.add()
    for (let i = 0; i < 20; i++) await world.settle(world.node(i % 8).put(`key ${i}`, 'value'))
    const foreign = new Codec({ networkId: 9 }).encode({
      id: '00'.repeat(16),
      attempt: 0,
      sender: keyOf('x'),
      body: { type: 'ping' },
    })
    for (const { transport } of world.members) transport.inject('memory:99', foreign)
    await world.rest()
    const stats = world.nodes.map((node) => node.stats())
    expect(stats.map(balance)).toEqual(Array(8).fill(0))
    const received = stats.reduce((sum, one) => sum + one.received, 0)
    const { delivered, sent } = world.network.stats()
    const datagrams = world.members.flatMap(({ transport }) => transport.received)
    expect(datagrams.length).toBe(delivered)
    expect(received).toBe(messagesIn(datagrams) + 8)
    const left = world.members.flatMap(({ transport }) => transport.sent.map(({ message }) => message))
    expect(left.length).toBe(sent)
    expect(stats.reduce((sum, one) => sum + one.sent, 0)).toBe(messagesIn(left))
    const reasons = new Set(stats.flatMap(({ dropped }) => Object.keys(dropped)))
    expect([...reasons]).toEqual(expect.arrayContaining(['network', 'duplicate']))
    await world.close()
  })

  test('count what was sent by type, and in sum', async () => {
    const world = await World.joined(3)
    await world.settle(world.node(0).put('key', 'value'.repeat(60)))
    for (const node of world.nodes) {
      const { sent, sentByType } = node.stats()
      expect(Object.values(sentByType).reduce((sum, count) => sum + count, 0)).toBe(sent)
    }
    expect(world.node(0).stats().sentByType.store).toBe(2)
    expect(world.node(1).stats().sentByType.stored).toBe(1)
    await world.close()
  })

  test('are a copy: what they say stays as it was', async () => {
    const world = await World.joined(2)
    const before = world.node(0).stats()
    const copy = structuredClone(before)
    world.member(0).transport.inject('memory:9', new Uint8Array(1))
    await world.settle(world.node(0).rpc.ping('memory:2'))
    expect(before).toEqual(copy)
    await world.close()
  })
})
