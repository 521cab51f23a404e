/** Bytes that are not ours never crash a node, get no answer, change nothing, and are counted by reason. */

import { seededRandomBytes } from '@kadkit/key'
import { Codec, isBundle, isRequest, type NodeEvent } from '@kadkit/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KademliaNode } from '../src/index.ts'
import { faultsOf, foreign, framesOfEveryType, junk } from './support/junk.ts'
import { turn, World } from './support/world.ts'

const SEED = 20_021
const JUNK = 100_000
const codec = new Codec()

let world: World
beforeAll(async () => {
  world = await World.joined(5)
  for (let i = 0; i < 5; i++) await world.settle(world.node(i).put(`key ${i}`, `value ${i}`))
  await world.rest()
})
afterAll(() => world.close())

const victim = () => world.member(2)

/** All that junk must not change. */
function stateOf(node: KademliaNode) {
  const { buckets, values, pending } = node.snapshot()
  const { sent, sentByType, unsent, storageErrors, contacts, accepted, operations } = node.stats()
  return { buckets, values, pending, sent, sentByType, unsent, storageErrors, contacts, accepted, operations }
}

async function everybodyStillGetsAll(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    for (const node of world.nodes) {
      const found = await world.settle(node.get(`key ${i}`))
      expect(found?.text()).toBe(`value ${i}`)
    }
  }
  const { failed } = await world.settle(victim().node.put('afterwards', 'value'))
  expect(failed).toEqual([])
  expect((await world.settle(world.node(4).get('afterwards')))?.text()).toBe('value')
}

function since(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  const changed = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
  return Object.fromEntries(changed.filter(([, count]) => count !== 0))
}

test(`${JUNK.toLocaleString('en')} datagrams that say nothing get no answer, change nothing, and are counted by reason (seed ${SEED})`, async () => {
  const { node, transport } = victim()
  const next = junk(seededRandomBytes(SEED))
  const before = structuredClone(node.stats())
  const state = JSON.stringify(stateOf(node))
  const reasons: Record<string, number> = {}
  const told: Record<string, number> = {}
  const unsubscribe = node.subscribe((event: NodeEvent) => {
    const name = event.type === 'message-dropped' ? event.reason : event.type
    told[name] = (told[name] ?? 0) + 1
  })
  const sentences: Uint8Array[] = []
  for (let fed = 0; fed < JUNK; ) {
    const bytes = next()
    const faults = faultsOf(bytes)
    if (faults === undefined) {
      if (!isBundle(bytes)) sentences.push(bytes)
      continue
    }
    for (const fault of faults) reasons[fault] = (reasons[fault] ?? 0) + 1
    transport.inject(`memory:${1 + (fed % 2_000)}`, bytes)
    fed++
    if (fed % 10_000 === 0) await world.pass(1)
  }
  unsubscribe()
  const after = node.stats()
  expect(JSON.stringify(stateOf(node))).toBe(state)
  expect(since(before.dropped, after.dropped)).toEqual(reasons)
  expect(told).toEqual(reasons)
  const said = Object.values(reasons).reduce((sum, count) => sum + count, 0)
  expect(said).toBeGreaterThan(JUNK)
  expect(after.received - before.received).toBe(said)
  expect(Object.keys(reasons).toSorted()).toEqual([
    'foreign',
    'invalid',
    'malformed',
    'network',
    'unknown',
    'version',
  ])
  for (const count of Object.values(reasons)) expect(count).toBeGreaterThan(100)

  await wellFormed(sentences)
  await everybodyStillGetsAll()
}, 120_000)

/** What is a message after all: requests get one answer each, replies that nobody asked for get none. */
async function wellFormed(sentences: readonly Uint8Array[]): Promise<void> {
  const { node, transport } = victim()
  const before = structuredClone(node.stats())
  let requests = 0
  for (const [index, bytes] of sentences.entries()) {
    const message = codec.decode(bytes)
    if (typeof message !== 'string' && isRequest(message.body)) requests++
    transport.inject(`memory:${1_000_000 + index}`, bytes)
    if (index % 100 === 0) await turn()
  }
  await turn()
  const after = node.stats()
  const sent = since(before.sentByType, after.sentByType)
  const { ping = 0, ...answers } = sent
  expect(sentences.length).toBeGreaterThan(1_000)
  expect(requests).toBeGreaterThan(0)
  expect(Object.values(answers).reduce((sum, count) => sum + count, 0)).toBe(requests)
  // Strangers that ask are pinged, if the table has a use for them, 64 at once.
  expect(ping).toBeLessThanOrEqual(64)
  expect(after.accepted - before.accepted).toBe(requests)
  expect(since(before.dropped, after.dropped)).toEqual({ unsolicited: sentences.length - requests })
  await world.rest()
  expect(node.stats().contacts).toBe(4)
}

describe('one datagram', () => {
  test.each(foreign)('of %s is dropped without an answer', async (_, bytes) => {
    const { node, transport } = victim()
    const before = structuredClone(node.stats())
    const state = JSON.stringify(stateOf(node))
    transport.inject('memory:1', bytes)
    await turn()
    expect(JSON.stringify(stateOf(node))).toBe(state)
    expect(node.stats().received - before.received).toBe(1)
    expect(Object.keys(since(before.dropped, node.stats().dropped)).length).toBe(1)
  })

  test('of every single byte is dropped as foreign', () => {
    const { node, transport } = victim()
    const before = structuredClone(node.stats())
    for (let byte = 0; byte < 256; byte++) transport.inject('memory:1', new Uint8Array([byte]))
    expect(since(before.dropped, node.stats().dropped)).toEqual({ foreign: 256 })
    expect(node.stats().sent).toBe(before.sent)
  })

  test('that is one of ours cut at any byte is dropped without an answer', async () => {
    const { node, transport } = victim()
    const state = JSON.stringify(stateOf(node))
    const { received } = node.stats()
    let fed = 0
    for (const frame of framesOfEveryType(seededRandomBytes(3))) {
      for (let length = 0; length < frame.length; length++) {
        transport.inject('memory:1', frame.slice(0, length))
        fed++
      }
    }
    await turn()
    expect(JSON.stringify(stateOf(node))).toBe(state)
    expect(node.stats().received - received).toBe(fed)
  })

  test('that bears our own key is dropped as such', () => {
    const { node, transport } = victim()
    const before = structuredClone(node.stats())
    const message = {
      id: '07'.repeat(16),
      attempt: 0,
      sender: node.self.key,
      body: { type: 'ping' },
    } as const
    transport.inject('memory:1', codec.encode(message))
    expect(since(before.dropped, node.stats().dropped)).toEqual({ 'own-key': 1 })
    expect(node.stats().sent).toBe(before.sent)
  })
})

test('a datagram with an odd sender is answered to nobody, and breaks nothing', async () => {
  const { node, transport } = victim()
  const { unsent } = node.stats()
  const senders = [
    '',
    'nowhere',
    '0.0.0.0:0',
    '255.255.255.255:1',
    '[::]:1',
    'nope.invalid',
    'x'.repeat(10_000),
  ]
  for (const [index, from] of senders.entries()) {
    const [ping = new Uint8Array(0)] = framesOfEveryType(seededRandomBytes(index))
    transport.inject(from, ping)
  }
  await world.rest()
  expect(node.stats().unsent).toBeGreaterThanOrEqual(unsent + senders.length)
  await everybodyStillGetsAll()
})
