import { commonPrefixLength, type Key } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import { addressesOf, contactAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'
import { Swarm } from '../support/swarm.ts'

const self = contactAt(2 ** 31)

function join(solo: Solo, ...addresses: string[]): OperationId {
  return solo.input((engine, now) => engine.join(now, addresses))
}

describe('a join', () => {
  test('asks every address for the contacts nearest to ourselves, each once, and not our own', () => {
    const solo = new Solo({ self })
    join(solo, 'memory:1', 'memory:2', 'memory:1', self.address)
    expect(solo.requests.map(({ to, message }) => [to, message.body])).toEqual([
      ['memory:1', { type: 'find-node', target: self.key }],
      ['memory:2', { type: 'find-node', target: self.key }],
    ])
  })

  test('goes on from who is listed, and settles when the lookup of our own key is done', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1')
    solo.list(contactAt(1), [contactAt(2), self])
    expect(solo.outcomes.size).toBe(0)
    solo.list(contactAt(2), [contactAt(1)])
    expect(solo.outcomes.get(operation)).toEqual({ type: 'joined', contacts: 2 })
    expect(solo.known).toEqual(['memory:1', 'memory:2'])
  })

  test('of nobody succeeds: somebody has to be the first', () => {
    const solo = new Solo({ self })
    expect(solo.outcomes.get(join(solo))).toEqual({ type: 'joined', contacts: 0 })
    expect(solo.outcomes.get(join(solo, self.address))).toEqual({ type: 'joined', contacts: 0 })
  })

  test('fails when no address answers, or all refuse', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1', 'memory:2')
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { type: 'refused', refusal: 'busy' })
    expect(solo.outcomes.size).toBe(0)
    solo.run(20_000)
    const failed: Outcome = { type: 'failed', reason: 'no-bootstrap', failed: [] }
    expect([...solo.outcomes]).toEqual([[operation, failed]])
  })

  test('fails at once when nothing can be sent', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1')
    const { id } = solo.lastTo('memory:1').message
    solo.input((engine, now) => engine.unsent(now, id))
    expect(solo.outcomes.get(operation)).toMatchObject({ reason: 'no-bootstrap' })
  })

  test('does not wait for dead addresses longer than until they are slow', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1', 'memory:dead', 'memory:2')
    for (const number of [1, 2]) solo.list(contactAt(number), [])
    expect(solo.outcomes.size).toBe(0)
    solo.run(500)
    expect(solo.outcomes.get(operation)).toEqual({ type: 'joined', contacts: 2 })
  })

  test('is not over because the first that answers knows nobody, or lies', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1', 'memory:2')
    solo.list(contactAt(1), [])
    expect(solo.outcomes.size).toBe(0)
    solo.list(contactAt(2), [contactAt(3)])
    solo.list(contactAt(3), [])
    expect(solo.outcomes.get(operation)).toEqual({ type: 'joined', contacts: 3 })
  })

  test('counts an address that answers after it had failed', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1', 'memory:2')
    const late = solo.lastTo('memory:1')
    solo.run(2_370)
    expect(solo.outcomes.size).toBe(0)
    solo.answer(late, contactAt(1), { type: 'nodes', contacts: [] })
    expect(solo.outcomes.get(operation)).toEqual({ type: 'joined', contacts: 1 })
    solo.run(20_000)
    expect(solo.outcomes.size).toBe(1)
  })

  test('does not wait for an address to which nothing can be sent', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1', 'memory:2')
    const { id } = solo.lastTo('memory:2').message
    solo.list(contactAt(1), [])
    expect(solo.outcomes.size).toBe(0)
    solo.input((engine, now) => engine.unsent(now, id))
    expect(solo.outcomes.get(operation)).toEqual({ type: 'joined', contacts: 1 })
  })

  test('troubles dead addresses no more once it is over', () => {
    const solo = new Solo({ self })
    join(solo, 'memory:1', 'memory:dead')
    solo.list(contactAt(1), [])
    solo.run(20_000)
    expect(solo.requestsTo('memory:dead')).toHaveLength(2)
  })

  test('that is cancelled in its lookup asks nobody any more', () => {
    const solo = new Solo({ self })
    const operation = join(solo, 'memory:1')
    solo.list(contactAt(1), [contactAt(2)])
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.list(contactAt(2), [contactAt(3)])
    expect(solo.requestsTo('memory:3')).toEqual([])
    expect(solo.outcomes.size).toBe(0)
  })

  test('that is cancelled does nothing more', () => {
    const solo = new Solo({ self })
    const startedAt = solo.now
    const operation = join(solo, 'memory:1')
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.list(contactAt(1), [contactAt(2)])
    solo.run(20_000)
    expect(solo.requests).toHaveLength(1)
    expect(solo.outcomes.size).toBe(0)
    expect(solo.engine.snapshot(solo.now).pending).toEqual([])
    expect(solo.waitForUpkeep(startedAt)).toBeGreaterThanOrEqual(0.9)
    expect(solo.waitForUpkeep(startedAt)).toBeLessThanOrEqual(1.1)
  })
})

describe('a node that joins a network of 60 (seed 33)', () => {
  /** What the newcomer looked for, and the newcomer. */
  function joined() {
    const swarm = Swarm.joined(60, { seed: 33, config: { k: 4 } })
    const newcomer = swarm.add()
    const targets = new Map<string, Key>()
    swarm.tap = (from, _, { body }) => {
      if (from === newcomer.contact.address && body.type === 'find-node') {
        targets.set(body.target.toHex(), body.target)
      }
      return true
    }
    const first = swarm.member(0).contact.address
    swarm.settle(newcomer, newcomer.engine.join(swarm.now, ['memory:dead', first, 'memory:gone']))
    swarm.rest()
    return { swarm, newcomer, targets: [...targets.values()] }
  }

  test('looks for its own key, then for a key in each bucket from that of its k-th closest neighbour outwards', () => {
    const { swarm, newcomer, targets } = joined()
    const { key } = newcomer.contact
    const outermost = swarm.closest(key, 5)[4]
    if (outermost === undefined) throw new Error('it has no neighbours')
    const buckets = targets.map((target) => commonPrefixLength(key, target))
    const farther = commonPrefixLength(key, outermost.key)
    expect(farther).toBeGreaterThan(1)
    expect(buckets).toEqual([256, ...numbers(0, farther).reverse()])
  })

  test('then has every bucket as full as it can be', () => {
    const { swarm, newcomer } = joined()
    const { key } = newcomer.contact
    const there = (index: number) =>
      [...swarm.members.values()].filter(({ contact }) => commonPrefixLength(key, contact.key) === index)
    const { buckets } = newcomer.engine.snapshot(swarm.now)
    expect(buckets.length).toBeGreaterThan(4)
    for (const { index, contacts } of buckets) {
      expect(contacts.length).toBeGreaterThanOrEqual(Math.min(4, there(index).length))
    }
  })

  test('knows its k closest neighbours, and they know it', () => {
    const { swarm, newcomer } = joined()
    const { key, address } = newcomer.contact
    const neighbours = addressesOf(swarm.closest(key, 5)).slice(1)
    const known = (member: typeof newcomer) =>
      member.engine.snapshot(swarm.now).buckets.flatMap(({ contacts }) => addressesOf(contacts))
    expect(known(newcomer)).toEqual(expect.arrayContaining(neighbours))
    for (const neighbour of neighbours) {
      const member = swarm.members.get(neighbour)
      expect(member && known(member)).toContain(address)
    }
  })
})
