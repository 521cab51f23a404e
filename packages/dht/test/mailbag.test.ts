/** Messages to one address that are sent at the same time share a datagram. */

import { isBundle, readBundle } from '@kadkit/protocol'
import type { Address, Transport } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { type Letter, Mailbag } from '../src/mailbag.ts'
import { turn, World } from './support/world.ts'

interface Left {
  readonly to: Address
  readonly bytes: Uint8Array
}

/** A mailbag over a transport that writes down what it is given, or refuses it. */
function bagOver(limits: { maxMessageBytes: number; datagramBytes?: number } = { maxMessageBytes: 65_507 }) {
  const left: Left[] = []
  const refused: { readonly id: string; readonly error: unknown }[] = []
  const transport: Transport = {
    ...limits,
    open: async () => 'memory:1',
    send(to, bytes) {
      if (to === 'nowhere') throw new Error('bad address')
      left.push({ to, bytes })
    },
    close: async () => {},
  }
  const bag = new Mailbag(transport, ({ id }, error) => refused.push({ id, error }))
  let posted = 0
  const post = (to: Address, length = 60): Letter => {
    const letter = { to, id: `${posted++}`, frame: new Uint8Array(length).fill(posted) }
    bag.post(letter)
    return letter
  }
  return { bag, post, left, refused }
}

function framesOf({ bytes }: Left): number[] {
  const frames = isBundle(bytes) ? readBundle(bytes) : [bytes]
  if (typeof frames === 'string') throw new Error(frames)
  return frames.map(([first = 0]) => first - 1)
}

describe('a mailbag', () => {
  test('sends a message alone as it is, and not before it is emptied', () => {
    const { bag, post, left } = bagOver()
    const { frame } = post('memory:2')
    expect(left).toEqual([])
    bag.empty()
    bag.empty()
    expect(left).toEqual([{ to: 'memory:2', bytes: frame }])
  })

  test('joins those to one address, in their order, and nobody is missing or twice', () => {
    const { bag, post, left } = bagOver()
    for (const to of ['a', 'b', 'a', 'c', 'a', 'b']) post(to)
    bag.empty()
    expect(left.map((one) => [one.to, framesOf(one)])).toEqual([
      ['a', [0, 2, 4]],
      ['b', [1, 5]],
      ['c', [3]],
    ])
  })

  test.each([
    ['1,200 bytes', { maxMessageBytes: 65_507 }, 1_200],
    ['what the transport carries', { maxMessageBytes: 512 }, 512],
    ['what the transport carries in one datagram', { maxMessageBytes: 2 ** 24, datagramBytes: 700 }, 700],
  ])('fills a datagram up to %s, and begins another', (_, limits, room) => {
    const { bag, post, left } = bagOver(limits)
    for (let i = 0; i < 40; i++) post('a', 60 + (i % 3))
    bag.empty()
    expect(left.flatMap(framesOf).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    for (const { bytes } of left) expect(bytes.length).toBeLessThanOrEqual(room)
    // None could have taken another message, but the last.
    for (const { bytes } of left.slice(0, -1)) expect(bytes.length).toBeGreaterThan(room - 64)
  })

  test('sends at once what leaves no room for another of its length', () => {
    const { post, left } = bagOver()
    post('a', 597)
    expect(left.length).toBe(1)
    post('a', 596)
    expect(left.length).toBe(1)
  })

  test('holds 63 messages at most', () => {
    const { post, left } = bagOver()
    for (let i = 0; i < 63; i++) post(`memory:${i}`)
    expect(left.length).toBe(0)
    post('memory:63')
    expect(left.length).toBe(64)
  })

  test('empties itself soon, when promises that are settled by then have been followed', async () => {
    const { bag, post, left } = bagOver()
    const again = async () => {
      await undefined
      post('a')
      bag.emptySoon()
    }
    await Promise.all([again(), again(), again()])
    await turn()
    expect(left.map(framesOf)).toEqual([[0, 1, 2]])
  })

  test('tells of every message that the transport refuses, alone and with others', () => {
    const { bag, post, left, refused } = bagOver()
    for (const to of ['nowhere', 'a', 'nowhere']) post(to)
    post('nowhere', 1_000)
    bag.empty()
    const error = new Error('bad address')
    expect(refused).toEqual(['3', '0', '2'].map((id) => ({ id, error })))
    expect(left.map(framesOf)).toEqual([[1]])
  })
})

describe('a node', () => {
  test('that is asked much at once by one other answers in few datagrams, and the other asks in few', async () => {
    const world = await World.joined(2)
    const [asking, asked] = [world.member(0), world.member(1)]
    const { pong: pongsBefore = 0 } = asked.node.stats().sentByType
    const sentBefore = [asking.transport.sent.length, asked.transport.sent.length]
    const pings = Array.from({ length: 64 }, () => asking.node.rpc.ping(asked.node.self.address))
    expect(await world.settle(Promise.all(pings))).toEqual(Array(64).fill(true))
    const sent = [asking, asked].map(
      ({ transport }, index) => transport.sent.length - (sentBefore[index] ?? 0),
    )
    // 62 bytes each, and 2 for their lengths: 18 in 1,200.
    expect(sent).toEqual([4, 4])
    expect(asked.node.stats().sentByType.pong).toBe(pongsBefore + 64)
    await world.close()
  })

  test('takes each message of a bundle by itself: one at fault is counted, and the others answered', async () => {
    const world = await World.joined(2)
    const { node, transport } = world.member(0)
    await world.settle(Promise.all([1, 2, 3].map(() => world.node(1).rpc.ping(node.self.address))))
    const bundle = world.member(1).transport.sent.findLast(({ message }) => isBundle(message))?.message
    const damaged = new Uint8Array(bundle ?? [])
    damaged[5] = 0xff
    const before = structuredClone(node.stats())
    transport.inject(world.node(1).self.address, damaged)
    const after = node.stats()
    expect(after.received - before.received).toBe(3)
    expect((after.dropped.foreign ?? 0) - (before.dropped.foreign ?? 0)).toBe(1)
    expect((after.sentByType.pong ?? 0) - (before.sentByType.pong ?? 0)).toBe(2)
    await world.close()
  })

  test('that closes sends what it has answered before', async () => {
    const world = await World.joined(2)
    const { node, transport } = world.member(0)
    const before = transport.sent.length
    const ping = node.rpc.ping(world.node(1).self.address)
    const closing = node.close()
    await expect(ping).rejects.toMatchObject({ code: 'closed' })
    await closing
    expect(transport.sent.length).toBe(before + 1)
    await world.close()
  })
})
