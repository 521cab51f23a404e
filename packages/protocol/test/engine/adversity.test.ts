import { Key, randomKey } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import type { ListedContact, Message } from '../../src/wire/message.ts'
import { addressesOf, numbers } from '../support/contacts.ts'
import { bytesOf } from '../support/records.ts'
import { Swarm } from '../support/swarm.ts'

const K = 20
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)

function ipv4(index: number): string {
  return `10.0.${index >>> 8}.${index & 255}:4000`
}

/** Keys of so many values, each put by another node. */
function putValues(swarm: Swarm, count: number): Key[] {
  return numbers(0, count - 1).map((i) => {
    const key = randomKey(swarm.random)
    expect(swarm.put(swarm.anyone(), key, bytesOf(`value ${i}`)).type).toBe('stored')
    return key
  })
}

/** How many of these values somebody can get, each asked of another node. */
function readable(swarm: Swarm, keys: readonly Key[]): number {
  return keys.filter((key, i) => text(swarm.get(swarm.anyone(), key)) === `value ${i}`).length
}

describe('with five percent of all messages lost (seed 201)', () => {
  test('99 % of 200 gets succeed, and lookups find 99 % of the true k closest', {
    timeout: 120_000,
  }, async ({ annotate }) => {
    const swarm = Swarm.joined(200, { seed: 201, jitterMs: 5, loss: 0.05 })
    const keys = putValues(swarm, 200)
    const got = readable(swarm, keys)
    let [hits, exact] = [0, 0]
    for (let i = 0; i < 200; i++) {
      const target = randomKey(swarm.random)
      const closest = new Set(addressesOf(swarm.closest(target, K)))
      const found = swarm.find(swarm.anyone(), target).filter((address) => closest.has(address)).length
      hits += found
      if (found === K) exact++
    }
    const recall = hits / (200 * K)
    await annotate(`gets: ${got} of 200; recall: ${recall}; exact: ${exact} of 200`)
    expect(got).toBeGreaterThanOrEqual(198)
    expect(recall).toBeGreaterThan(0.99)
  })
})

describe('when 30 of 100 nodes are gone at once (seed 202)', () => {
  test('99 % of 200 values are readable, and no lookup waits for one dead contact after the other', {
    timeout: 120_000,
  }, async ({ annotate }) => {
    const swarm = Swarm.joined(100, { seed: 202, jitterMs: 5 })
    const keys = putValues(swarm, 200)
    swarm.rest()
    for (const [i, member] of swarm.alive.entries()) if (i % 10 < 3) member.alive = false
    expect(swarm.alive).toHaveLength(70)
    expect(readable(swarm, keys)).toBeGreaterThanOrEqual(198)
    // Three tries of at least 50, 75 and 112 ms: so long it takes until a contact has failed.
    const seriesMs = 237
    const times = numbers(1, 200).map(() => {
      const startedAt = swarm.now
      swarm.find(swarm.anyone(), randomKey(swarm.random))
      return swarm.now - startedAt
    })
    times.sort((a, b) => a - b)
    await annotate(`a find takes ${times[100]} ms in the median, ${times[199]} ms at most`)
    // About six of the twenty closest are dead: one after the other that would be six series.
    expect(times[100]).toBeLessThan(2.5 * seriesMs)
    expect(times[199]).toBeLessThan(4.5 * seriesMs)
  })

  test('a small network that lost a node waits for it once, not in every lookup', { timeout: 60_000 }, () => {
    const swarm = Swarm.joined(10, { seed: 203 })
    swarm.member(4).alive = false
    const asker = swarm.member(7)
    const times = numbers(1, 10).map(() => {
      const startedAt = swarm.now
      expect(swarm.find(asker, randomKey(swarm.random))).toHaveLength(9)
      return swarm.now - startedAt
    })
    expect(times[0]).toBeGreaterThan(200)
    expect(Math.max(...times.slice(2))).toBeLessThan(100)
  })

  test('a node that comes back is found again as soon as it writes', { timeout: 60_000 }, () => {
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

  test('lookups are exact when replies list addresses that nobody may be sent to (seed 205)', {
    timeout: 60_000,
  }, () => {
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

  test('lookups are exact when replies list 64 invented contacts (seed 206)', { timeout: 60_000 }, () => {
    const swarm = withLiars(206, ({ random }) => {
      return numbers(1, 64).map((n) => ({ key: randomKey(random), address: `10.9.9.${n}:4000`, ageMs: 0 }))
    })
    expectExact(swarm, 30)
  })

  test('lookups are exact when replies list the asker’s own key, and all others at one address (seed 207)', {
    timeout: 60_000,
  }, () => {
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

  test('duplicated, delayed and reordered messages change no result (seed 208)', { timeout: 60_000 }, () => {
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
