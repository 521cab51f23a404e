import { describe, expect, test } from 'vitest'
import type { FramingOptions } from '../src/framing-options.ts'
import { chunkOf, RawPeer } from './raw-peer.ts'
import { type End, seeded, seededBytes, VirtualPath } from './virtual-path.ts'

const random = seededBytes(seeded(9))
const idOf = (i: number) => String(i).padStart(8, '0')

function raw(options: FramingOptions = {}): { path: VirtualPath; b: End; peer: RawPeer } {
  const path = new VirtualPath(seeded(1))
  return { path, b: path.end('b', options), peer: new RawPeer(path, 'raw', 'b') }
}

/** Begins a message of `length` bytes and sends its first chunks; the raw peer then falls silent. */
function begin(peer: RawPeer, id: string, length: number, chunks: number): void {
  const message = new Uint8Array(length)
  const serial = peer.open(id, message)
  for (let chunk = 0; chunk < chunks; chunk++) peer.say(chunkOf(message, id, serial, chunk))
}

describe('time', () => {
  test('a message to which nothing new comes for 3 s is given up, and its sender is told', () => {
    const { path, b, peer } = raw()
    begin(peer, idOf(1), 5_000, 2)
    path.run(2_970)
    expect(b.framer.stats().assembling.messages).toBe(1)
    path.run(60)
    expect(b.framer.stats()).toMatchObject({ assembling: { messages: 0, bytes: 0 }, incoming: { idle: 1 } })
    expect(peer.stops).toEqual(['expired'])
    expect(b.framer.deadline).toBe(Number.POSITIVE_INFINITY)
  })

  test('duplicates keep no message alive', () => {
    const { path, b, peer } = raw()
    const message = random(5_000)
    const serial = peer.open(idOf(1), message)
    for (let i = 0; i < 40; i++) {
      peer.say(chunkOf(message, idOf(1), serial, 0))
      path.run(100)
    }
    expect(b.framer.stats().incoming.idle).toBe(1)
  })

  test('one that drips takes no longer than its length allows', () => {
    const { path, b, peer } = raw({ graceMs: 5_000, minBytesPerSecond: 10_000 })
    const message = random(20_000)
    const serial = peer.open(idOf(1), message)
    const start = path.clock.now()
    for (let chunk = 0; b.framer.stats().incoming['too-slow'] === 0; chunk++) {
      // each in answer to the last pull
      const last = peer.all('pull').at(-1)?.serial ?? serial
      peer.say(chunkOf(message, idOf(1), last, chunk % 20))
      path.run(1_000)
    }
    expect(path.clock.now() - start).toBeLessThanOrEqual(8_000)
    expect(peer.stops).toEqual(['expired'])
  })

  test('a message that nobody asks for is announced three times and given up', () => {
    const { path, b, peer } = raw()
    const start = path.clock.now()
    b.send('raw', random(5_000))
    path.runOut()
    expect(peer.all('head').length).toBe(3)
    expect(b.framer.stats()).toMatchObject({ held: { messages: 0 }, outgoing: { unanswered: 1 } })
    expect(path.clock.now() - start).toBeLessThan(5_000)
  })

  test('a receiver that vanishes is waited for 3 s, reminded, and told', () => {
    const { path, b, peer } = raw()
    b.send('raw', random(5_000))
    path.run(15)
    peer.say({ type: 'ask', id: peer.all('head')[0]?.id ?? '', token: 1, chunks: 1 })
    path.run(2_900)
    expect(b.framer.stats().held.messages).toBe(1)
    path.run(300)
    expect(b.framer.stats()).toMatchObject({ held: { messages: 0, bytes: 0 }, outgoing: { idle: 1 } })
    expect(peer.stops).toEqual(['abandoned'])
    expect(peer.all('head').length).toBeGreaterThan(2)
  })

  test('when time stood still for us, nobody is blamed for it', () => {
    const path = new VirtualPath(seeded(1))
    const [a, b] = [path.end('a'), path.end('b')]
    a.send('b', random(400_000))
    path.run(60)
    path.clock.advance(10_000)
    for (const end of [a, b]) end.framer.advance(path.clock.now())
    path.runOut()
    expect(b.inbox.length).toBe(1)
  })
})

describe('memory', () => {
  test('what is claimed takes none, what has come a little more than its own', () => {
    const { path, b, peer } = raw()
    const claimed = new Uint8Array(16 * 2 ** 20)
    peer.say({ type: 'head', id: idOf(1), length: claimed.length, chunkBytes: 1_000 })
    path.run(30)
    expect(b.framer.stats().assembling).toMatchObject({ messages: 0, bytes: 0 })
    begin(peer, idOf(2), claimed.length, 0)
    path.run(30)
    expect(b.framer.stats().assembling.bytes).toBeLessThan(3_000)
    begin(peer, idOf(3), claimed.length, 10)
    path.run(30)
    expect(b.framer.stats().assembling.bytes).toBeLessThan(2 * 3_000 + 17_000)
  })

  test('a message of maxMessageBytes is taken, one byte more is refused as too large', () => {
    const { path, b, peer } = raw({ maxMessageBytes: 4_000, maxReassemblyBytes: 4_000 })
    const message = random(4_000)
    const serial = peer.open(idOf(1), message)
    for (const chunk of [0, 1, 2, 3]) peer.say(chunkOf(message, idOf(1), serial, chunk))
    peer.say({ type: 'head', id: idOf(2), length: 4_001, chunkBytes: 1_000 })
    peer.say({ type: 'head', id: idOf(3), length: 2 ** 32 - 1, chunkBytes: 1_000 })
    path.runOut()
    expect(b.inbox.map(({ message: got }) => got)).toEqual([message])
    expect(peer.stops.toSorted()).toEqual(['done', 'too-large', 'too-large'])
    expect(b.framer.stats().datagrams['head-refused']).toBe(2)
  })

  test('one source has at most maxSourceTransfers under way; the next is let in when one has ended', () => {
    const { path, b, peer } = raw({ maxSourceTransfers: 3 })
    for (let i = 0; i < 3; i++) begin(peer, idOf(i), 5_000, 1)
    peer.say({ type: 'head', id: idOf(9), length: 5_000, chunkBytes: 1_000 })
    path.run(30)
    expect(peer.all('ask').length).toBe(3)
    expect(b.framer.stats().datagrams['head-ignored']).toBe(1)
    const other = new RawPeer(path, 'other', 'b')
    begin(other, idOf(9), 5_000, 1)
    peer.say({ type: 'stop', id: idOf(0), reason: 'abandoned' })
    begin(peer, idOf(9), 5_000, 1)
    path.run(30)
    expect(b.framer.stats().assembling.messages).toBe(4)
  })

  test('tokens that were given before do not get a source past its limit', () => {
    const { path, b, peer } = raw({ maxSourceTransfers: 2 })
    const facts = { length: 5_000, chunkBytes: 1_000 }
    for (let i = 0; i < 5; i++) peer.say({ type: 'head', id: idOf(i), ...facts })
    path.run(30)
    for (const { id, token } of peer.all('ask'))
      peer.say({ type: 'open', id, ...facts, token, digest: new Uint8Array(32) })
    path.run(30)
    expect(b.framer.stats().datagrams).toMatchObject({ opened: 2, 'open-refused': 3 })
  })

  test('one source takes at most maxSourceBytes: its own largest idle message gives way to its next', () => {
    const { path, b, peer } = raw({
      maxMessageBytes: 100_000,
      maxSourceBytes: 100_000,
      maxReassemblyBytes: 1_000_000,
    })
    const other = new RawPeer(path, 'other', 'b')
    begin(other, idOf(7), 60_000, 10)
    for (let i = 0; i < 8; i++) begin(peer, idOf(i), 60_000, i === 3 ? 20 : 10)
    for (let i = 0; i < 20; i++) {
      expect(b.framer.stats().assembling.bytes).toBeLessThanOrEqual(100_000 + 20_000 + 5_000)
      path.run(10)
    }
    expect(b.framer.stats().datagrams['data-unplaced']).toBeGreaterThan(0)
  })

  test('the largest idle message of the heaviest source gives way, and only when somebody needs its memory', () => {
    const { path, b, peer } = raw({
      maxMessageBytes: 100_000,
      maxReassemblyBytes: 120_000,
      maxSourceBytes: 110_000,
    })
    begin(peer, idOf(1), 80_000, 10)
    begin(peer, idOf(2), 80_000, 3)
    path.run(20)
    const serial = peer.all('ask')[0]?.token ?? 0
    // 64 chunks of the first, so that it is the largest: pulled in lots as they come
    let next = 10
    peer.answer = (frame) => {
      if (frame.type !== 'pull' || frame.id !== idOf(1)) return
      for (const chunk of frame.chunks) {
        if (chunk < 60) peer.say(chunkOf(new Uint8Array(80_000), idOf(1), frame.serial, chunk))
        next = Math.max(next, chunk)
      }
    }
    path.run(400)
    expect([serial > 0, next > 60]).toEqual([true, true])
    const before = b.framer.stats().assembling
    expect(before.messages).toBe(2)
    path.run(600)
    const other = new RawPeer(path, 'other', 'b')
    const message = random(90_000)
    other.answer = (frame) => {
      if (frame.type !== 'pull') return
      for (const chunk of frame.chunks) other.say(chunkOf(message, idOf(5), frame.serial, chunk))
    }
    const token = other.open(idOf(5), message)
    for (let chunk = 0; chunk < 10; chunk++) other.say(chunkOf(message, idOf(5), token, chunk))
    path.run(1_500)
    expect(b.inbox.map(({ from }) => from)).toEqual(['other'])
    expect(b.framer.stats().incoming.evicted).toBe(1)
    expect(peer.stops).toEqual(['refused'])
    expect(peer.all('stop')[0]?.id).toBe(idOf(1))
  })

  test('nobody who progresses gives way to newcomers', () => {
    const { path, b } = raw({
      maxMessageBytes: 200_000,
      maxReassemblyBytes: 210_000,
      maxSourceBytes: 210_000,
    })
    const honest = path.end('honest')
    // 20 ms a round trip, 4 chunks each: a slow path, along which something new keeps coming
    honest.send('b', random(190_000))
    for (let i = 0; i < 60; i++) {
      const newcomer = new RawPeer(path, `newcomer ${i}`, 'b')
      newcomer.say({ type: 'head', id: idOf(i), length: 200_000, chunkBytes: 1_000 })
      newcomer.answer = (frame) => {
        if (frame.type !== 'ask') return
        const facts = { id: idOf(i), length: 200_000, chunkBytes: 1_000, token: frame.token }
        newcomer.say({ type: 'open', ...facts, digest: new Uint8Array(32) })
        for (let chunk = 0; chunk < 10; chunk++) {
          newcomer.say(chunkOf(new Uint8Array(200_000), idOf(i), frame.token, chunk))
        }
      }
      path.run(3)
    }
    path.runOut()
    expect(b.inbox.map(({ from }) => from)).toEqual(['honest'])
  })

  test('maxTransfers holds over all sources', () => {
    const { path, b } = raw({ maxTransfers: 10 })
    for (let i = 0; i < 15; i++) begin(new RawPeer(path, `peer ${i}`, 'b'), idOf(i), 5_000, 1)
    expect(b.framer.stats().assembling.messages).toBeLessThanOrEqual(10)
    expect(b.framer.stats().datagrams['open-refused'] + b.framer.stats().incoming.evicted).toBe(5)
  })

  test('what is sent beyond maxHeldBytes is dropped and counted', () => {
    const { b } = raw({ maxMessageBytes: 10_000, maxHeldBytes: 30_000 })
    for (let i = 0; i < 5; i++) b.send(`nobody ${i}`, random(9_000))
    expect(b.framer.stats()).toMatchObject({ held: { messages: 3 }, outgoing: { dropped: 2 } })
    expect(b.framer.stats().held.bytes).toBeLessThanOrEqual(30_000)
  })

  test('at most eight messages are announced to one address at once, the others as those end', () => {
    const { path, b, peer } = raw()
    for (let i = 0; i < 20; i++) b.send('raw', random(2_000))
    path.run(15)
    const ids = () => new Set(peer.all('head').map(({ id }) => id))
    expect(ids().size).toBe(8)
    for (const id of [...ids()].slice(0, 3)) peer.say({ type: 'stop', id, reason: 'done' })
    path.run(30)
    expect(ids().size).toBe(11)
    path.runOut()
    expect(ids().size).toBe(20)
    expect(b.framer.stats()).toMatchObject({
      held: { messages: 0 },
      outgoing: { delivered: 3, unanswered: 17 },
    })
  })

  test('a reader that pulls for ever gets eight lengths and a little, and then a stop', () => {
    const { path, b, peer } = raw()
    b.send('raw', random(50_000))
    path.run(15)
    const id = peer.all('head')[0]?.id ?? ''
    for (let i = 0; i < 100; i++) {
      peer.say({ type: 'pull', id, serial: i, chunks: Array.from({ length: 32 }, (_, chunk) => chunk) })
      path.run(25)
    }
    const got = peer.all('data').reduce((sum, { bytes }) => sum + bytes.length, 0)
    expect(got).toBeGreaterThan(300_000)
    expect(got).toBeLessThan(8 * 50_000 + 64 * 1_200)
    expect([peer.stops[0], b.framer.stats().outgoing.exhausted]).toEqual(['abandoned', 1])
  })

  test('a pull of chunks that do not exist is counted and not answered', () => {
    const { path, b, peer } = raw()
    b.send('raw', random(5_000))
    path.run(15)
    peer.say({ type: 'pull', id: peer.all('head')[0]?.id ?? '', serial: 1, chunks: [4, 5] })
    path.run(30)
    expect([peer.all('data').length, b.framer.stats().datagrams['pull-refused']]).toEqual([0, 1])
  })
})

test('chunks under way are bounded over all messages, and shared', () => {
  const { path, b } = raw({ maxChunksInFlight: 64 })
  for (let i = 0; i < 8; i++) path.end(`peer ${i}`).send('b', random(300_000))
  let most = 0
  // the opening of each asks for ten before anything is known, and those who were first had more
  path.run(200)
  for (let i = 0; i < 100; i++) {
    path.run(5)
    most = Math.max(most, b.framer.stats().assembling.chunksInFlight)
  }
  expect(most).toBeGreaterThan(32)
  expect(most).toBeLessThanOrEqual(64)
  path.runOut()
  expect(b.inbox.length).toBe(8)
  const times = b.inbox.map(({ at }) => at - 1_000_000)
  expect(Math.max(...times) / Math.min(...times)).toBeLessThan(1.3)
})
