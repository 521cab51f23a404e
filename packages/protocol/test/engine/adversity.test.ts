import { Key, randomKey } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import type { ListedContact, Message } from '../../src/wire/message.ts'
import { addressesOf, numbers } from '../support/contacts.ts'
import { Swarm } from '../support/swarm.ts'

const K = 20

function ipv4(index: number): string {
  return `10.0.${index >>> 8}.${index & 255}:4000`
}

test('a network of 60 that forms while five percent of all messages are lost works like any other (seed 201)', () => {
  const swarm = Swarm.joined(60, { seed: 201, jitterMs: 5, loss: 0.05 })
  expect(swarm.readable(swarm.putMany(60))).toBe(60)
  swarm.loss = 0
  for (const member of swarm.alive) {
    const target = randomKey(swarm.random)
    expect(swarm.find(member, target)).toEqual(addressesOf(swarm.closest(target, K)))
  }
})

describe('when 30 of 100 nodes are gone at once (seed 202)', () => {
  test('99 % of 200 values are readable, and no lookup waits for one dead contact after the other', async ({
    annotate,
  }) => {
    const swarm = Swarm.joined(100, { seed: 202, jitterMs: 5 })
    const keys = swarm.putMany(200)
    swarm.rest()
    for (const [i, member] of swarm.alive.entries()) if (i % 10 < 3) member.alive = false
    expect(swarm.alive).toHaveLength(70)
    expect(swarm.readable(keys)).toBeGreaterThanOrEqual(198)
    // Three tries of at least 50, 75 and 112 ms: so long it takes until a contact has failed.
    const seriesMs = 237
    const times = numbers(1, 200).map(() => {
      const startedAt = swarm.now
      swarm.find(swarm.anyone(), randomKey(swarm.random))
      return swarm.now - startedAt
    })
    times.sort((a, b) => a - b)
    const [median, most] = [times[100], times[199]].map((ms = 0) => Math.round(ms))
    await annotate(`a find takes ${median} ms in the median, ${most} ms at most`)
    // About six of the twenty closest are dead: one after the other that would be six series.
    expect(median).toBeLessThan(2.5 * seriesMs)
    expect(most).toBeLessThan(4.5 * seriesMs)
  })

  test('a small network that lost a node (seed 203) waits for it once, not in every lookup', () => {
    const swarm = Swarm.joined(10, { seed: 203 })
    swarm.member(4).alive = false
    // Ages are told in whole seconds, rounded down: within the first one, others seem to have heard it just now.
    swarm.run(1_000)
    const asker = swarm.member(7)
    const times = numbers(1, 10).map(() => {
      const startedAt = swarm.now
      expect(swarm.find(asker, randomKey(swarm.random))).toHaveLength(9)
      return swarm.now - startedAt
    })
    expect(times[0]).toBeGreaterThan(118)
    expect(Math.max(...times.slice(2))).toBeLessThan(100)
  })

  test('a node that comes back (seed 204) is found again as soon as it writes', () => {
    const swarm = Swarm.joined(10, { seed: 204 })
    const [gone, asker] = [swarm.member(4), swarm.member(7)]
    gone.alive = false
    for (const member of swarm.alive) swarm.find(member, randomKey(swarm.random))
    gone.alive = true
    expect(swarm.find(asker, gone.contact.key)).toHaveLength(9)
    swarm.find(gone, randomKey(swarm.random))
    swarm.rest()
    expect(swarm.find(asker, gone.contact.key)[0]).toBe(gone.contact.address)
  })
})

describe('among hostile nodes', () => {
  /** A swarm in which some members alter every list of contacts that they give. */
  function withLiars(seed: number, lie: (swarm: Swarm, to: string) => ListedContact[]): Swarm {
    const swarm = Swarm.joined(50, { seed, addressOf: ipv4 })
    const liars = new Set(numbers(1, 10).map((index) => ipv4(index * 4)))
    swarm.tap = (from, to, message): boolean | Message => {
      const { body } = message
      if (body.type !== 'nodes' || !liars.has(from)) return true
      return { ...message, body: { ...body, contacts: [...lie(swarm, to), ...body.contacts].slice(0, 64) } }
    }
    return swarm
  }

  function expectExact(swarm: Swarm, times: number): void {
    for (let i = 0; i < times; i++) {
      const target = randomKey(swarm.random)
      expect(swarm.find(swarm.anyone(), target)).toEqual(addressesOf(swarm.closest(target, K)))
    }
  }

  test('lookups are exact when replies list addresses that nobody may be sent to (seed 205)', () => {
    const hostile = [
      '0.0.0.0:1',
      '224.0.0.1:5353',
      '255.255.255.255:9',
      '127.0.0.1:22',
      '10.0.0.1:0',
      '',
      'x',
    ]
    const sentTo = new Set<string>()
    const swarm = withLiars(205, (_, to) => {
      return [...hostile, to].map((address) => ({ key: randomKey(), address, ageMs: 0 }))
    })
    const { tap } = swarm
    swarm.tap = (from, to, message) => {
      sentTo.add(to)
      if (from === to) throw new Error('a node writes to itself')
      return tap(from, to, message)
    }
    expectExact(swarm, 30)
    expect(hostile.filter((address) => sentTo.has(address))).toEqual([])
  })

  test('lookups are exact when replies list 64 invented contacts (seed 206)', () => {
    const swarm = withLiars(206, ({ random }) => {
      return numbers(1, 64).map((n) => ({ key: randomKey(random), address: `10.9.9.${n}:4000`, ageMs: 0 }))
    })
    expectExact(swarm, 30)
  })

  test('lookups are exact when replies list the asker’s own key, and all others at one address (seed 207)', () => {
    const swarm = withLiars(207, (all, to) => {
      const own = all.members.get(to)?.contact.key ?? Key.fromBytes(new Uint8Array(32))
      const others = all.alive.map(({ contact }) => ({
        key: contact.key,
        address: '10.9.9.9:4000',
        ageMs: 0,
      }))
      return [{ key: own, address: '10.9.9.8:4000', ageMs: 0 }, ...others]
    })
    expectExact(swarm, 30)
  })

  test('duplicated, delayed and reordered messages change no result (seed 208)', () => {
    const swarm = Swarm.joined(40, { seed: 208, delayMs: 5, jitterMs: 40 })
    swarm.tap = (from, to, message) => {
      const member = swarm.members.get(to)
      if (member !== undefined && swarm.draw() < 0.3) swarm.deliver(from, member, message)
      return true
    }
    expectExact(swarm, 30)
    const dropped = swarm.alive.map(({ engine }) => engine.counts().dropped)
    expect(dropped.some(({ duplicate = 0 }) => duplicate > 0)).toBe(true)
  })
})
