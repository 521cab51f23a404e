import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frame, STOP_REASONS } from '../src/frame.ts'
import { encodeFrame } from '../src/frame-writer.ts'
import { seeded, seededBytes, VirtualPath } from './virtual-path.ts'

/** What each address was sent, and what has come in its name. */
function ledger(path: VirtualPath): {
  sent: Map<string, number>
  received: Map<string, number>
  worst(): number
} {
  const [sent, received] = [new Map<string, number>(), new Map<string, number>()]
  const add = (map: Map<string, number>, key: string, bytes: number) =>
    map.set(key, (map.get(key) ?? 0) + bytes)
  let worst = Number.NEGATIVE_INFINITY
  path.watch = ({ from, to, bytes }) => {
    if (from === 'b') add(sent, to, bytes.length)
    else add(received, from, bytes.length)
    for (const [address, total] of sent) worst = Math.max(worst, total - (received.get(address) ?? 0))
  }
  return { sent, received, worst: () => worst }
}

const ids = ['12345678', '87654321', '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007']
const frames = (): fc.Arbitrary<Frame> => {
  const id = fc.constantFrom(...ids)
  const facts = {
    length: fc.oneof(fc.integer({ min: 1, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 100_000 })),
    chunkBytes: fc.integer({ min: 300, max: 2_000 }),
  }
  const serial = fc.integer({ min: 0, max: 2 ** 32 - 1 })
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 50 })
  return fc.oneof(
    fc.record({ type: fc.constant('head' as const), id, ...facts }),
    fc.record({
      type: fc.constant('ask' as const),
      id,
      token: serial,
      chunks: fc.integer({ min: 1, max: 32 }),
    }),
    fc.record({
      type: fc.constant('open' as const),
      id,
      ...facts,
      token: serial,
      digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    }),
    fc.record({
      type: fc.constant('pull' as const),
      id,
      serial,
      chunks: fc.constantFrom([0], [0, 1, 2], [5, 100]),
    }),
    fc.record({ type: fc.constant('data' as const), id, serial, chunk: fc.nat(20), bytes }),
    fc.record({ type: fc.constant('stop' as const), id, reason: fc.constantFrom(...STOP_REASONS) }),
  )
}

test('who only writes in another’s name never makes us send that address more than has come from it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(frames(), fc.constantFrom('victim', 'other'), fc.nat(3_000)), { maxLength: 40 }),
      (script) => {
        const path = new VirtualPath(seeded(1))
        const b = path.end('b')
        const { worst } = ledger(path)
        for (const [frame, from, wait] of script) {
          path.carry({ from, to: 'b', bytes: encodeFrame(frame) })
          path.run(wait)
        }
        path.runOut()
        expect(worst()).toBeLessThanOrEqual(0)
        expect(b.framer.stats().unsent).toBe(0)
      },
    ),
    { numRuns: 300 },
  )
})

test('a long answer to a forged request is one head, and no more heads than the request pays for', () => {
  for (const requestBytes of [62, 96, 200]) {
    const path = new VirtualPath(seeded(1))
    const b = path.end('b')
    const { sent, worst } = ledger(path)
    path.carry({ from: 'victim', to: 'b', bytes: new Uint8Array(requestBytes) })
    path.run(20)
    b.send('victim', new Uint8Array(100_000))
    path.runOut()
    expect(sent.get('victim')).toBe(25 * Math.floor(requestBytes / 25))
    expect(worst()).toBeLessThanOrEqual(0)
  }
})

test('who is forgotten because too many came after is not taken for somebody to whom we began', () => {
  const path = new VirtualPath(seeded(1))
  const b = path.end('b')
  const { sent } = ledger(path)
  b.framer.receive(path.clock.now(), 'victim', new Uint8Array(96))
  for (let i = 0; i < 5_000; i++) b.framer.receive(path.clock.now(), `stranger ${i}`, new Uint8Array(96))
  b.send('victim', new Uint8Array(100_000))
  path.runOut()
  expect(sent.get('victim')).toBe(25)
})

test('with the control of no credit it would be more: somebody to whom we begin gets three heads', () => {
  const path = new VirtualPath(seeded(1))
  const b = path.end('b')
  const { sent } = ledger(path)
  b.send('victim', new Uint8Array(100_000))
  path.runOut()
  expect(sent.get('victim')).toBe(75)
})

test('who has proven its address is reminded without paying', () => {
  const path = new VirtualPath(seeded(1))
  const [a, b] = [path.end('a'), path.end('b')]
  b.send('a', seededBytes(seeded(2))(5_000))
  path.runOut()
  const { sent } = ledger(path)
  path.fate = () => []
  b.send('a', new Uint8Array(100_000))
  path.runOut()
  expect([a.inbox.length, (sent.get('a') ?? 0) / 25]).toEqual([1, 12])
})
