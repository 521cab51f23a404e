/** One request to one node, by hand. */

import { Key, keyOf } from '@kadkit/key'
import { maxValueBytes } from '@kadkit/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RpcPeer, ValueTooLargeError } from '../src/index.ts'
import { errorOf, reasonOf } from './support/rejection.ts'
import { turn, World } from './support/world.ts'

let world: World
beforeAll(async () => {
  // They know k others each: who knows less looks around by itself, and sends what is not asked of it here.
  world = await World.joined(4, { config: { k: 3 } })
})
afterAll(() => world.close())

const asker = () => world.node(1).rpc
const peer = () => world.node(2).self
const stranger = Key.fromHex('ab'.repeat(32))

describe('ping', () => {
  test('is true for a contact, and for an address, that answers', async () => {
    expect(await world.settle(asker().ping(peer()))).toBe(true)
    expect(await world.settle(asker().ping(peer().address))).toBe(true)
  })

  test('is false for one that is silent, after the request was sent three times', async () => {
    const before = world.node(1).stats().sent
    expect(await world.settle(asker().ping('memory:999'))).toBe(false)
    expect(world.node(1).stats().sent - before).toBe(3)
  })

  test('is false for a contact in whose place another one answers', async () => {
    const before = world.node(1).stats().dropped['wrong-sender'] ?? 0
    expect(await world.settle(asker().ping({ key: stranger, address: peer().address }))).toBe(false)
    expect(world.node(1).stats().dropped['wrong-sender']).toBe(before + 1)
  })

  test('is false for an address that the transport cannot send to, at once, and counted', async () => {
    const { unsent } = world.node(1).stats()
    expect(await asker().ping('127.0.0.1:4000')).toBe(false)
    expect(world.node(1).stats().unsent).toBe(unsent + 1)
  })

  test('is false for ourselves: a message with our own key is dropped', async () => {
    expect(await world.settle(asker().ping(world.node(1).self))).toBe(false)
    expect(world.node(1).stats().dropped['own-key']).toBe(3)
  })
})

test('store and findValue reach one node alone', async () => {
  expect(await world.settle(asker().store(peer(), 'key', 'value', { ttlMs: 60_000 }))).toBe(true)
  expect(world.nodes.map((node) => node.stats().values)).toEqual([0, 0, 1, 0])
  const result = await world.settle(world.node(3).rpc.findValue(peer(), 'key'))
  if (result?.type !== 'value') throw new Error('no value came')
  expect(result.value.text()).toBe('value')
  expect(result.value.holder).toEqual(peer())
  const left = result.value.expiresAt - world.clock.now()
  expect(left).toBeGreaterThan(55_000)
  expect(left).toBeLessThanOrEqual(60_000)
})

test('store is false when the node refuses', async () => {
  const full = await World.joined(2, { config: { maxValues: 0 } })
  expect(await full.settle(full.node(0).rpc.store(full.node(1).self, 'key', 'value'))).toBe(false)
  await full.close()
})

test('findNode gives the contacts that the node knows and that answer, and neither itself nor the asker', async () => {
  const contacts = await world.settle(asker().findNode(peer(), 'key'))
  expect(contacts?.map(({ address }) => address).toSorted()).toEqual([
    world.node(0).self.address,
    world.node(3).self.address,
  ])
})

test('findValue gives contacts when the node has no value', async () => {
  const result = await world.settle(asker().findValue(peer(), 'nothing'))
  expect(result).toMatchObject({ type: 'nodes' })
  expect(result?.type === 'nodes' && result.contacts.length).toBe(2)
})

test('store, findNode and findValue of a silent node are false or undefined', async () => {
  const silent = { key: stranger, address: 'memory:999' }
  expect(await world.settle(asker().store(silent, 'key', 'value'))).toBe(false)
  expect(await world.settle(asker().findNode(silent, 'key'))).toBeUndefined()
  expect(await world.settle(asker().findValue(silent, 'key'))).toBeUndefined()
})

test('store refuses what put refuses, before anything is sent', async () => {
  const { sent } = world.node(1).stats()
  const tooLong = new Uint8Array(maxValueBytes(1_200) + 1)
  expect(await errorOf(asker().store(peer(), 'key', tooLong))).toBeInstanceOf(ValueTooLargeError)
  expect(await errorOf(asker().store(peer(), 'key', '\ud800'))).toBeInstanceOf(TypeError)
  expect(await errorOf(asker().store(peer(), 'key', 'value', { ttlMs: 0 }))).toBeInstanceOf(RangeError)
  expect(world.node(1).stats().sent).toBe(sent)
})

test.each([
  [undefined, 'TypeError', /^a peer must be a Contact or an address, got undefined/],
  [7, 'TypeError', /^a peer must be .*got number/],
  [keyOf('key'), 'TypeError', /^a peer must be .*got Key/],
  [{ address: 'memory:1' }, 'TypeError', /^a peer must be .*got Object/],
  [{ key: 'ab'.repeat(32), address: 'memory:1' }, 'TypeError', /^a peer must be .*got Object/],
  [{ key: stranger, address: 4_000 }, 'TypeError', /^a peer must be .*got Object/],
  ['127.0.0.1', 'RangeError', /^the address of a peer must be like .*"127\.0\.0\.1"/],
  [{ key: stranger, address: 'a.example:1' }, 'RangeError', /^the address of a peer must be like/],
] as const)('the peer %s is refused, and nothing is sent', async (wrong, name, said) => {
  const { sent } = world.node(1).stats()
  const to = wrong as unknown as RpcPeer
  for (const call of [
    () => asker().ping(to),
    () => asker().store(to, 'key', 'value'),
    () => asker().findNode(to, 'key'),
    () => asker().findValue(to, 'key'),
  ]) {
    const error = await errorOf(call())
    expect([error.name, error.message]).toEqual([name, expect.stringMatching(said)])
  }
  expect(world.node(1).stats().sent).toBe(sent)
})

test('an abort ends a call with the reason, and it is not sent again', async () => {
  const controller = new AbortController()
  const calling = reasonOf(asker().ping('memory:999', { signal: controller.signal }))
  await turn()
  const { sent } = world.node(1).stats()
  controller.abort('enough')
  expect(await calling).toBe('enough')
  await world.rest()
  expect(world.node(1).stats().sent).toBe(sent)
})
