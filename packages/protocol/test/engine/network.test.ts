import { randomKey } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { Swarm } from '../support/swarm.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('a static network', () => {
  test('of 200 nodes finds exactly the true 20 closest, every time', () => {
    const swarm = Swarm.joined(200, { seed: 200, jitterMs: 5 })
    const before = swarm.sent
    const t0 = performance.now()
    let exact = 0
    for (let i = 0; i < 1000; i++) {
      const target = randomKey(swarm.random)
      const member = swarm.member(i % 200)
      const outcome = swarm.settle(member, member.engine.find(swarm.now, target))
      const found = outcome.type === 'found-nodes' ? outcome.contacts.map((c) => c.address) : []
      if (
        found.join() ===
        swarm
          .closest(target, 20)
          .map((c) => c.address)
          .join()
      )
        exact++
    }
    console.log(exact, (swarm.sent - before) / 1000, performance.now() - t0)
    expect(exact).toBe(1000)
  })
  test('loss', () => {
    const swarm = Swarm.joined(200, { seed: 201, jitterMs: 5, loss: 0.05 })
    let exact = 0
    let ok = 0
    for (let i = 0; i < 300; i++) {
      const target = randomKey(swarm.random)
      const member = swarm.member(i % 200)
      const value = new TextEncoder().encode(`v${i}`)
      const put = swarm.settle(
        member,
        member.engine.put(swarm.now, { key: target, value, expiresAt: swarm.now + 1e6, cached: false }),
      )
      const getter = swarm.member((i * 7 + 3) % 200)
      const got = swarm.settle(getter, getter.engine.get(swarm.now, target))
      if (got.type === 'found-value' && text(got.value) === `v${i}`) ok++
      const outcome = swarm.settle(member, member.engine.find(swarm.now, target))
      const found = outcome.type === 'found-nodes' ? outcome.contacts.map((c) => c.address) : []
      if (
        found.join() ===
        swarm
          .closest(target, 20)
          .map((c) => c.address)
          .join()
      )
        exact++
    }
    console.log('loss', ok, exact)
    expect(ok).toBeGreaterThan(297)
  })
})
