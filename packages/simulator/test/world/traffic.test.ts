import type { Message } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import { Dice, type Sent, Traffic } from '../../src/index.ts'
import { pvcBytes } from '../../src/world/traffic.ts'
import { grown } from '../support/grown.ts'

const dice = new Dice(1)
const nothing: Sent = { messages: 0, bytes: 0, pvcBytes: 0 }

function message(body: Message['body']): Message {
  return { id: '00'.repeat(16), attempt: 0, sender: dice.key(), body }
}

function added(a: Sent, b: Sent): Sent {
  return { messages: a.messages + b.messages, bytes: a.bytes + b.bytes, pvcBytes: a.pvcBytes + b.pvcBytes }
}

const listed = Array.from({ length: 20 }, (_, i) => ({ key: dice.key(), address: `10.0.0.${i}:1`, ageMs: 0 }))
const value = new Uint8Array(100)
const publication = { publisher: dice.key(), version: 1 }

test.each<[Message['body'], number]>([
  [{ type: 'ping' }, 20],
  [{ type: 'pong' }, 20],
  [{ type: 'stored' }, 20],
  [{ type: 'refused', refusal: 'busy' }, 20],
  [{ type: 'find-node', target: dice.key() }, 24],
  [{ type: 'find-value', key: dice.key() }, 24],
  [{ type: 'store', key: dice.key(), value, ttlSeconds: 1, cached: false, publication }, 124],
  [{ type: 'value', value, ttlSeconds: 1, publication }, 120],
  // Twenty ids and twenty addresses of 4 bytes each, and an age of 1 for each.
  [{ type: 'nodes', contacts: listed }, 20 + 20 * (4 + 4 + 1)],
  [{ type: 'nodes', contacts: [] }, 20],
])('by the rule of Li et al. $type has its header, and 4 bytes for each id and address', (body, bytes) => {
  expect(pvcBytes(message(body))).toBe(bytes)
})

describe('traffic', () => {
  test('is counted by type, and in sum', () => {
    const traffic = new Traffic()
    expect([traffic.sum, traffic.byType()]).toEqual([nothing, {}])
    traffic.count(message({ type: 'ping' }), 60)
    traffic.count(message({ type: 'ping' }), 64)
    traffic.count(message({ type: 'find-node', target: dice.key() }), 96)
    expect(traffic.of('ping')).toEqual({ messages: 2, bytes: 124, pvcBytes: 40 })
    expect(traffic.of('pong')).toEqual(nothing)
    expect(traffic.byType()).toEqual({
      ping: { messages: 2, bytes: 124, pvcBytes: 40 },
      'find-node': { messages: 1, bytes: 96, pvcBytes: 24 },
    })
    expect(traffic.sum).toEqual({ messages: 3, bytes: 220, pvcBytes: 64 })
  })

  test('of a world is the sum of what was watched, of each node and of all types; lost messages count', () => {
    const world = grown(15, { seed: 2, network: { loss: 0.1, duplicate: 0.1 } })
    const before = world.nodes.map(({ traffic }) => traffic.sum).reduce(added)
    expect(world.traffic.sum).toEqual(before)
    let watched: Sent = nothing
    world.watch(({ message: sent, bytes }) => {
      watched = added(watched, { messages: 1, bytes, pvcBytes: pvcBytes(sent) })
    })
    for (let i = 0; i < 10; i++) world.anyone().put(world.dice.key(), value)
    world.run(60_000)
    expect(watched.messages).toBeGreaterThan(200)
    expect(world.traffic.sum).toEqual(added(before, watched))
    expect(world.nodes.map(({ traffic }) => traffic.sum).reduce(added)).toEqual(world.traffic.sum)
    expect(Object.values(world.traffic.byType()).reduce(added)).toEqual(world.traffic.sum)
  })

  test('is as many bytes with the codec as without, and what comes in is what was sent where nothing is lost', () => {
    const [coded, plain] = [true, false].map((codec) => {
      const world = grown(12, { seed: 3, codec })
      world.settle(world.anyone().put(world.dice.key(), value))
      world.run(10_000)
      const received = world.nodes.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0)
      return { byType: world.traffic.byType(), sent: world.traffic.sum.bytes, received }
    })
    expect(plain).toEqual(coded)
    expect(coded?.received).toBe(coded?.sent)
  })
})
