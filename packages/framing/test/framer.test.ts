import { describe, expect, test } from 'vitest'
import { chunkOf, RawPeer, sha256 } from './raw-peer.ts'
import { type End, sameBytes, seeded, seededBytes, VirtualPath } from './virtual-path.ts'

const random = seededBytes(seeded(5))

function pair(): { path: VirtualPath; a: End; b: End } {
  const path = new VirtualPath(seeded(1))
  return { path, a: path.end('a'), b: path.end('b') }
}

function raw(): { path: VirtualPath; b: End; peer: RawPeer } {
  const path = new VirtualPath(seeded(1))
  return { path, b: path.end('b'), peer: new RawPeer(path, 'raw', 'b') }
}

const messages = (end: End) => end.inbox.map(({ message }) => message)
const [ID, OTHER] = ['12345678', '87654321']

describe('short messages', () => {
  test('they go as they are, so that somebody without framing understands them', () => {
    const { path, a, b } = pair()
    const sent: Uint8Array[] = []
    path.watch = ({ bytes }) => sent.push(bytes)
    const short = [new Uint8Array(0), Uint8Array.of(0x0e), Uint8Array.of(0x0e, 0x6b, 1), random(1_200)]
    for (const message of short) a.send('b', message)
    path.runOut()
    expect(sent).toEqual(short)
    expect(messages(b)).toEqual(short)
    expect(b.framer.stats().datagrams.message).toBe(4)
  })

  test('one that begins as frames do is marked with three bytes', () => {
    const { path, a, b } = pair()
    const lengths: number[] = []
    path.watch = ({ bytes }) => lengths.push(bytes.length)
    const odd = [Uint8Array.of(0x0e, 0x66), Uint8Array.of(0x0e, 0x66, 0x16, ...random(1_194))]
    for (const message of odd) a.send('b', message)
    path.runOut()
    expect(lengths).toEqual([5, 1_200])
    expect(messages(b)).toEqual(odd)
    expect(messages(b).map(({ byteOffset }) => byteOffset)).toEqual([0, 0])
  })

  test('one that begins so and no longer fits when marked goes as a long one', () => {
    const { path, a, b } = pair()
    const odd = Uint8Array.of(0x0e, 0x66, ...random(1_196))
    a.send('b', odd)
    path.runOut()
    expect(messages(b)).toEqual([odd])
    expect([b.framer.stats().datagrams.opened, b.framer.stats().datagrams.whole]).toEqual([1, 0])
  })

  test('they overtake a long one that is under way', () => {
    const { path, a, b } = pair()
    a.send('b', random(500_000))
    path.run(100)
    a.send('b', Uint8Array.of(1))
    path.runOut()
    expect(messages(b).map(({ length }) => length)).toEqual([1, 500_000])
  })
})

describe('long messages', () => {
  test('one is delivered whole, once, and both ends then hold nothing', () => {
    const { path, a, b } = pair()
    for (const length of [1_201, 1_173 * 64, 1_173 * 64 + 1, 1_000_000]) {
      const message = random(length)
      a.send('b', message)
      path.runOut()
      expect(b.inbox.at(-1)?.from).toBe('a')
      expect(sameBytes(b.inbox.at(-1)?.message ?? message.subarray(1), message)).toBe(true)
    }
    expect(b.inbox.length).toBe(4)
    expect(a.framer.stats()).toMatchObject({ held: { messages: 0, bytes: 0 }, outgoing: { delivered: 4 } })
    expect(b.framer.stats()).toMatchObject({
      assembling: { messages: 0, bytes: 0 },
      incoming: { delivered: 4 },
    })
    expect([a.framer.deadline, b.framer.deadline]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ])
  })

  test('one of a few chunks arrives two round trips after it was sent', () => {
    const { path, a, b } = pair()
    a.send('b', random(11_000))
    const start = path.clock.now()
    path.runOut()
    // head, ask, and then all chunks: three ways of 10 ms each
    expect(b.inbox[0]?.at).toBe(start + 30)
  })

  test('the same bytes sent twice are delivered twice', () => {
    const { path, a, b } = pair()
    const message = random(3_000)
    a.send('b', message)
    a.send('b', message)
    path.runOut()
    expect(messages(b)).toEqual([message, message])
  })

  test('equal messages to many share one copy', () => {
    const { path, a } = pair()
    const message = random(100_000)
    for (let i = 0; i < 20; i++) a.send(`nobody ${i}`, message)
    expect(a.framer.stats().held.messages).toBe(20)
    expect(a.framer.stats().held.bytes).toBeLessThan(120_000)
    path.runOut()
    expect(a.framer.stats().held.bytes).toBe(0)
  })

  test('the buffer may be reused at once, though another message of the same bytes is held', () => {
    const { path, a, b } = pair()
    const buffer = new Uint8Array(5_000).fill(1)
    a.send('b', buffer)
    a.send('b', buffer)
    buffer.fill(2)
    a.send('b', buffer)
    path.runOut()
    expect(messages(b).map((message) => message[4_999])).toEqual([1, 1, 2])
  })

  test('one can be sent to oneself', () => {
    const { path, a } = pair()
    const message = random(50_000)
    a.send('a', message)
    path.runOut()
    expect(messages(a).map((one) => sameBytes(one, message))).toEqual([true])
  })

  test('its digest is computed only when somebody asks for it', () => {
    const path = new VirtualPath(seeded(1))
    let hashed = 0
    const hasher = () => {
      const parts: Uint8Array[] = []
      return {
        update: (bytes: Uint8Array) => {
          hashed += bytes.length
          parts.push(new Uint8Array(bytes))
        },
        digest: () => sha256(new Uint8Array(Buffer.concat(parts))),
      }
    }
    const a = path.end('a', { hasher })
    hashed = 0
    a.send('nobody', random(100_000))
    path.runOut()
    expect(hashed).toBeLessThan(1_000)
    path.end('b')
    a.send('b', random(100_000))
    path.runOut()
    expect(hashed).toBe(100_000)
  })

  test('a long one is hashed in parts, between which others get their turn', () => {
    const { path, a, b } = pair()
    a.send('b', random(3_000_000))
    path.run(20)
    // the ask has come, and the digest is not known yet
    expect(a.framer.stats().datagrams.ask).toBe(1)
    expect(b.framer.stats().received).toBe(1)
    path.runOut()
    expect(b.inbox.length).toBe(1)
  })

  test('progress is told at both ends while chunks flow, at most every 100 ms', () => {
    const { path, a, b } = pair()
    a.send('b', random(2_000_000))
    path.runOut()
    for (const [end, peer] of [
      [a, 'b'],
      [b, 'a'],
    ] as const) {
      expect(end.progress.length).toBeGreaterThan(2)
      expect(end.progress.every(({ from }) => from === peer)).toBe(true)
      const gaps = end.progress.slice(1).map(({ at }, i) => at - (end.progress[i]?.at ?? 0))
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
    }
  })
})

describe('one delivery', () => {
  test('a message that has been delivered is not delivered again, though its head and all its frames come again', () => {
    const { path, a, b } = pair()
    const seen: { from: string; to: string; bytes: Uint8Array }[] = []
    path.watch = (datagram) => seen.push(datagram)
    a.send('b', random(5_000))
    path.runOut()
    const again = [...seen]
    for (const datagram of again) path.arrive(datagram)
    path.runOut()
    expect(b.inbox.length).toBe(1)
    expect(b.framer.stats().datagrams).toMatchObject({ 'head-repeated': 1, 'data-unknown': 5 })
  })

  test('the same id from two sources is two messages', () => {
    const { path, b, peer } = raw()
    const other = new RawPeer(path, 'other', 'b')
    const [one, two] = [random(2_000), random(2_000)]
    const serials = [peer.open(ID, one), other.open(ID, two)] as const
    for (const chunk of [1, 0]) {
      peer.say(chunkOf(one, ID, serials[0], chunk))
      other.say(chunkOf(two, ID, serials[1], chunk))
    }
    path.runOut()
    expect(b.inbox).toMatchObject([
      { from: 'raw', message: one },
      { from: 'other', message: two },
    ])
    expect([peer.stops, other.stops]).toEqual([['done'], ['done']])
  })

  test('after its end, its sender is told again that it is done', () => {
    const { path, peer } = raw()
    const message = random(1_500)
    const serial = peer.open(ID, message)
    for (const chunk of [0, 1]) peer.say(chunkOf(message, ID, serial, chunk))
    path.run(100)
    peer.say({ type: 'head', id: ID, length: 1_500, chunkBytes: 1_000 })
    path.runOut()
    expect(peer.stops).toEqual(['done', 'done'])
  })
})

describe('contradictions', () => {
  const begun = () => {
    const all = raw()
    const message = random(3_500)
    return { ...all, message, serial: all.peer.open(ID, message) }
  }

  test('an equal chunk that comes again is ignored', () => {
    const { path, b, peer, message, serial } = begun()
    for (const chunk of [0, 0, 1, 2, 2, 3]) peer.say(chunkOf(message, ID, serial, chunk))
    path.runOut()
    expect(messages(b)).toEqual([message])
    expect(b.framer.stats().datagrams['data-duplicate']).toBe(2)
  })

  test('another chunk in its place ends the message', () => {
    const { path, b, peer, message, serial } = begun()
    peer.say(chunkOf(message, ID, serial, 0))
    peer.say(chunkOf(random(3_500), ID, serial, 0))
    for (const chunk of [1, 2, 3]) peer.say(chunkOf(message, ID, serial, chunk))
    path.runOut()
    expect([messages(b), peer.stops]).toEqual([[], ['conflict']])
    expect(b.framer.stats()).toMatchObject({
      incoming: { conflict: 1 },
      datagrams: { 'data-conflict': 1, 'data-unknown': 3 },
    })
  })

  test('a head or an opening for the same id with other facts ends the message', () => {
    const one = begun()
    one.peer.say({ type: 'head', id: ID, length: 3_501, chunkBytes: 1_000 })
    one.path.runOut()
    expect([one.peer.stops, one.b.framer.stats().datagrams['head-conflict']]).toEqual([['conflict'], 1])
    const two = begun()
    const facts = { id: ID, length: 3_500, chunkBytes: 1_000 }
    two.peer.say({ type: 'open', ...facts, token: two.serial, digest: new Uint8Array(32) })
    two.path.runOut()
    expect([two.peer.stops, two.b.framer.stats().datagrams['open-conflict']]).toEqual([['conflict'], 1])
  })

  test('bytes that have another digest are not delivered', () => {
    const { path, b, peer } = raw()
    const message = random(1_500)
    const serial = peer.open(ID, message, 1_000, sha256(random(4)))
    for (const chunk of [0, 1]) peer.say(chunkOf(message, ID, serial, chunk))
    path.runOut()
    expect([messages(b), peer.stops, b.framer.stats().incoming.digest]).toEqual([[], ['digest'], 1])
  })

  test('a chunk of the wrong length, of the wrong pull or from beyond the end is not taken', () => {
    const { path, b, peer, message, serial } = begun()
    peer.say({ type: 'data', id: ID, serial, chunk: 0, bytes: message.slice(0, 999) })
    peer.say({ type: 'data', id: ID, serial, chunk: 0, bytes: message.slice(0, 1_001) })
    peer.say({ type: 'data', id: ID, serial, chunk: 3, bytes: message.slice(3_000, 3_499) })
    peer.say(chunkOf(message, ID, serial + 1, 0))
    peer.say(chunkOf(message, ID, serial - 1, 0))
    peer.say({ type: 'data', id: ID, serial, chunk: 4, bytes: message.slice(0, 1_000) })
    peer.say({ type: 'data', id: ID, serial, chunk: 2 ** 32 - 1, bytes: message.slice(0, 1_000) })
    path.run(15)
    expect(b.framer.stats().datagrams).toMatchObject({ data: 0, 'data-stray': 7 })
    for (const chunk of [3, 2, 1, 0]) peer.say(chunkOf(message, ID, serial, chunk))
    path.runOut()
    expect(messages(b)).toEqual([message])
  })
})

describe('frames about nothing', () => {
  test('chunks and stops of no message change nothing and are not answered', () => {
    const { path, b, peer } = raw()
    peer.say(chunkOf(random(2_000), ID, 5, 0))
    peer.say({ type: 'stop', id: ID, reason: 'done' })
    path.runOut()
    expect(peer.heard).toEqual([])
    expect(b.framer.stats().datagrams).toMatchObject({ 'data-unknown': 1, 'stop-unknown': 1 })
  })

  test('a pull or an ask for what is not there is told that it is gone', () => {
    const { path, peer } = raw()
    peer.say({ type: 'pull', id: ID, serial: 1, chunks: [0] })
    peer.say({ type: 'ask', id: OTHER, token: 1, chunks: 1 })
    path.runOut()
    expect(peer.stops).toEqual(['gone', 'gone'])
  })

  test('a message is given only to the address that it was sent to', () => {
    const { path, b, peer } = raw()
    const thief = new RawPeer(path, 'thief', 'b')
    b.send('raw', random(5_000))
    path.run(15)
    const id = peer.all('head')[0]?.id ?? ''
    thief.say({ type: 'ask', id, token: 1, chunks: 10 })
    thief.say({ type: 'stop', id, reason: 'done' })
    path.run(30)
    expect(thief.heard).toMatchObject([{ type: 'stop', reason: 'gone' }])
    peer.say({ type: 'ask', id, token: 1, chunks: 5 })
    path.run(30)
    expect(peer.all('data').length).toBe(5)
  })

  test('our own frames that come back prove nothing', () => {
    const { path, b } = raw()
    const sent: number[] = []
    path.listen('mirror', ({ bytes }) => path.carry({ from: 'mirror', to: 'b', bytes }))
    path.watch = ({ from, bytes }) => from === 'b' && sent.push(bytes.length)
    b.send('mirror', random(100_000))
    path.runOut()
    expect(b.framer.stats().datagrams.echo).toBe(sent.length)
    expect(sent.every((length) => length === 25)).toBe(true)
  })

  test('a token of another address, message or time opens nothing', () => {
    const { path, b, peer } = raw()
    const message = random(2_000)
    const facts = { length: 2_000, chunkBytes: 1_000 }
    const digest = sha256(message)
    peer.say({ type: 'head', id: ID, ...facts })
    path.run(25)
    const token = peer.all('ask')[0]?.token ?? 0
    const thief = new RawPeer(path, 'thief', 'b')
    thief.say({ type: 'open', id: ID, ...facts, token, digest })
    peer.say({ type: 'open', id: OTHER, ...facts, token, digest })
    peer.say({ type: 'open', id: ID, length: 1_999, chunkBytes: 1_000, token, digest })
    peer.say({ type: 'open', id: ID, length: 2_000, chunkBytes: 1_001, token, digest })
    peer.say({ type: 'open', id: ID, ...facts, token: token ^ 1, digest })
    path.run(33_000)
    peer.say({ type: 'open', id: ID, ...facts, token, digest })
    path.runOut()
    expect(b.framer.stats().datagrams).toMatchObject({ opened: 0, 'open-refused': 6 })
  })
})

describe('ends', () => {
  test('closing tells the peers once, frees everything and leaves no alarm', () => {
    const { path, b, peer } = raw()
    peer.open(ID, random(5_000))
    b.send('raw', random(6_000))
    b.send('nobody', random(7_000))
    path.run(15)
    peer.say({ type: 'ask', id: peer.all('head')[0]?.id ?? '', token: 1, chunks: 1 })
    path.run(15)
    b.framer.close(path.clock.now())
    b.framer.close(path.clock.now())
    path.run(15)
    expect(peer.stops).toEqual(['abandoned', 'abandoned'])
    expect(b.framer.stats()).toMatchObject({
      incoming: { closed: 1 },
      outgoing: { closed: 2 },
      held: { messages: 0, bytes: 0 },
      assembling: { messages: 0, bytes: 0 },
    })
    expect(b.framer.deadline).toBe(Number.POSITIVE_INFINITY)
  })

  for (const reason of ['too-large', 'refused', 'conflict', 'digest', 'expired', 'abandoned'] as const) {
    test(`a message that its receiver stops as ${reason} is freed and counted so`, () => {
      const { path, b, peer } = raw()
      b.send('raw', random(5_000))
      path.run(15)
      peer.say({ type: 'stop', id: peer.all('head')[0]?.id ?? '', reason })
      path.run(15)
      expect(b.framer.stats()).toMatchObject({ held: { messages: 0 }, outgoing: { [reason]: 1 } })
    })
  }

  test('a message that its sender abandons, or knows no more, is freed', () => {
    for (const reason of ['abandoned', 'gone'] as const) {
      const { path, b, peer } = raw()
      peer.open(ID, random(5_000))
      peer.say({ type: 'stop', id: ID, reason })
      path.run(15)
      expect(b.framer.stats()).toMatchObject({
        assembling: { messages: 0, bytes: 0 },
        incoming: { abandoned: 1 },
      })
    }
  })

  test('a sender cannot stop as a receiver does, nor a receiver as a sender', () => {
    const { path, b, peer } = raw()
    peer.open(ID, random(5_000))
    b.send('raw', random(5_000))
    path.run(15)
    peer.say({ type: 'stop', id: ID, reason: 'done' })
    peer.say({ type: 'stop', id: peer.all('head')[0]?.id ?? '', reason: 'gone' })
    path.run(15)
    expect(b.framer.stats()).toMatchObject({
      assembling: { messages: 1 },
      held: { messages: 1 },
      datagrams: { 'stop-unknown': 2 },
    })
  })
})
