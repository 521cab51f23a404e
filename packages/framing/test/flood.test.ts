import { expect, test } from 'vitest'
import { encodeFrame } from '../src/frame-writer.ts'
import { RawPeer } from './raw-peer.ts'
import { type End, seeded, seededBytes, VirtualPath } from './virtual-path.ts'

const idOf = (i: number) => String(i).padStart(8, '0')
const MIB = 2 ** 20

/** Honest transfers of 64 KiB, one begun every 25 ms, each from an address that was never heard of. */
function honestly(path: VirtualPath, count: number): End[] {
  const random = seededBytes(seeded(7))
  return Array.from({ length: count }, (_, i) => {
    const end = path.end(`honest ${i}`)
    path.clock.schedule(path.clock.now() + 25 * i, () => end.send('b', random(65_536)))
    return end
  })
}

test('100,000 forged heads a second from 10,000 sources hold no memory and keep no honest message out', () => {
  const path = new VirtualPath(seeded(3))
  const b = path.end('b')
  honestly(path, 12)
  // half of them bring a token along, which they had to guess
  const digest = new Uint8Array(32)
  const facts = { length: 16 * MIB, chunkBytes: 1_173 }
  for (let ms = 0; ms < 400; ms++) {
    for (let i = 0; i < 100; i++) {
      const id = idOf(ms * 100 + i)
      const token = Math.imul(i, 0x9e3779b9) >>> 0
      const bytes = encodeFrame(
        i % 2 === 0 ? { type: 'head', id, ...facts } : { type: 'open', id, ...facts, token, digest },
      )
      b.framer.receive(path.clock.now(), `10.0.${(ms * 100 + i) % 10_000}.1:4000`, bytes)
    }
    const { messages, bytes } = b.framer.stats().assembling
    expect(messages).toBeLessThanOrEqual(12)
    expect(bytes).toBeLessThanOrEqual(12 * 80_000)
    path.run(1)
  }
  path.runOut()
  expect(b.inbox.length).toBe(12)
  expect(b.framer.stats()).toMatchObject({
    datagrams: { opened: 12, 'open-refused': 20_000 },
    assembling: { messages: 0, bytes: 0 },
  })
})

test('1,200 real addresses that begin messages and fall silent stay within the cap, and honest ones come through', () => {
  const path = new VirtualPath(seeded(4))
  const cap = 4 * MIB
  const b = path.end('b', { maxMessageBytes: MIB, maxReassemblyBytes: cap })
  const digest = new Uint8Array(32)
  const facts = { length: MIB, chunkBytes: 1_000 }
  for (let i = 0; i < 1_200; i++) {
    const id = idOf(i)
    const peer = new RawPeer(path, `10.1.${i}.1:4000`, 'b')
    peer.answer = (frame) => {
      if (frame.type !== 'ask') return
      peer.say({ type: 'open', id, ...facts, token: frame.token, digest })
      for (let chunk = 0; chunk < 10; chunk++) {
        peer.say({ type: 'data', id, serial: frame.token, chunk, bytes: new Uint8Array(1_000) })
      }
    }
    path.clock.schedule(path.clock.now() + i * 2, () => peer.say({ type: 'head', id, ...facts }))
  }
  // when the cap has been reached for long
  path.run(1_200)
  honestly(path, 30)
  for (let ms = 0; ms < 2_000; ms += 10) {
    path.run(10)
    expect(b.framer.stats().assembling.bytes).toBeLessThanOrEqual(cap)
  }
  path.runOut()
  expect(b.inbox.length).toBe(30)
  expect(b.framer.stats().incoming.evicted).toBeGreaterThan(100)
  expect(b.framer.stats().assembling).toMatchObject({ messages: 0, bytes: 0 })
  expect(b.framer.stats().assembling.bytesPeak).toBeLessThanOrEqual(cap + MIB)
})
