/** Many nodes over UDP: 50, from which the original deadlocks, and 100 of which 30 die. */

import { afterEach, expect, test } from 'vitest'
import { at, closeAll, median, spread, udpNetwork } from './udp.ts'

afterEach(closeAll)

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

test('fifty nodes find the values of all others', async () => {
  const network = await udpNetwork(50)
  await spread(network, 10, ({ node }, i) => node.put(`key ${i}`, `value ${i}`))
  const found = await spread(numbers(500), 10, async (i) => {
    const { node } = at(network, i)
    // 50 nodes and a step of 7: each asks for ten values, never for its own.
    const owner = (i * 7 + Math.floor(i / 50) + 1) % 50
    return (await node.get(`key ${owner}`))?.text() === `value ${owner}`
  })
  expect(found.filter(Boolean).length).toBe(500)
}, 60_000)

test('of 200 values at least 198 are read at once after 30 of 100 nodes died without notice', async () => {
  const network = await udpNetwork(100)
  const reports = await spread(numbers(200), 10, (i) => at(network, i).node.put(`key ${i}`, `value ${i}`))
  for (const { stored } of reports) expect(stored.length).toBeGreaterThanOrEqual(20)
  // Every third, the first among them; their sockets are gone, and nobody is told.
  const dead = network.filter((_, i) => i % 3 === 0).slice(0, 30)
  const alive = network.filter((member) => !dead.includes(member))
  await Promise.all(dead.map(({ transport }) => transport.close()))

  const times: number[] = []
  const read = await spread(numbers(200), 4, async (i) => {
    const before = performance.now()
    const found = await at(alive, i * 3 + 1).node.get(`key ${i}`)
    times.push(performance.now() - before)
    return found?.text() === `value ${i}`
  })
  const count = read.filter(Boolean).length
  console.log(`30 of 100 nodes dead: ${count} of 200 values read, median ${median(times).toFixed(1)} ms`)
  expect(alive.length).toBe(70)
  expect(count).toBeGreaterThanOrEqual(198)
  expect(median(times)).toBeLessThan(100)
}, 90_000)
