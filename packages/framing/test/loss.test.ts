import { expect, test } from 'vitest'
import { seeded, seededBytes, VirtualPath } from './virtual-path.ts'

// LOSS_TRIES=2000 in the environment makes this the long run
const TRIES = Number(process.env.LOSS_TRIES ?? 100)

/** How many of the messages of 64 KiB arrive over a path of 50 ms there and back, between peers that know each other. */
function succeeded(loss: number): number {
  let count = 0
  for (let seed = 0; seed < TRIES; seed++) {
    const draw = seeded(7 * seed + 1)
    const path = new VirtualPath(draw)
    const [a, b] = [path.end('a'), path.end('b')]
    // the receiver has written before, so that heads can be repeated
    a.framer.receive(path.clock.now(), 'b', new Uint8Array(1_000))
    path.fate = () => (draw() < loss ? [] : [25])
    a.send('b', seededBytes(draw)(65_536))
    path.runOut()
    count += b.inbox.length
    expect([a.framer.stats().held.messages, b.framer.stats().assembling.bytes]).toEqual([0, 0])
  }
  if (process.env.LOSS_TRIES !== undefined) console.log(`${loss}: ${count} of ${TRIES}`)
  return count
}

test('64 KiB arrive in spite of 10 % loss', () => {
  expect(succeeded(0.1)).toBeGreaterThanOrEqual(0.999 * TRIES)
})

test('64 KiB arrive in spite of 30 % loss', () => {
  expect(succeeded(0.3)).toBeGreaterThanOrEqual(0.99 * TRIES)
})
