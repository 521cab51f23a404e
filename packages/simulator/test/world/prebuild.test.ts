import { commonPrefixLength } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { World } from '../../src/index.ts'

const K = 20

function prebuilt(size: number, k?: number): World {
  const world = new World({ seed: 1, ...(k !== undefined && { config: { k } }) })
  for (let i = 0; i < size; i++) world.addNode()
  world.prebuild()
  return world
}

describe('a prebuilt world', () => {
  test('sends nothing, lets no time pass, and traces nothing but that its nodes are up', () => {
    const lines: string[] = []
    const world = new World({ seed: 2, trace: (line) => void lines.push(line) })
    for (let i = 0; i < 50; i++) world.addNode()
    world.prebuild()
    expect([world.elapsedMs, world.events, world.traffic.sum.messages]).toEqual([0, 0, 0])
    expect(lines).toHaveLength(50)
    expect(lines.every((line) => line.includes('"what":"up"'))).toBe(true)
    expect(world.nodes.every(({ receivedBytes }) => receivedBytes === 0)).toBe(true)
  })

  test.each([300, 5])('of %d nodes has lookups that find exactly the true k closest', (size) => {
    const world = prebuilt(size)
    for (let i = 0; i < 60; i++) {
      const target = world.dice.key()
      const outcome = world.settle(world.anyone().find(target))
      expect(outcome).toEqual({ type: 'found-nodes', contacts: world.closest(target, K) })
    }
  })

  test('has nodes that know their k nearest, and of each bucket as many as there are or fit', () => {
    const world = prebuilt(200, 8)
    const { nodes } = world
    for (const node of nodes) {
      const { key } = node.contact
      const { buckets } = node.engine.snapshot(node.clock)
      const known = new Set(buckets.flatMap(({ contacts }) => contacts.map(({ address }) => address)))
      for (const { address } of world.closest(key, 9).slice(1)) expect(known).toContain(address)
      for (const { index, contacts } of buckets) {
        const belong = nodes.filter(({ contact }) => commonPrefixLength(contact.key, key) === index)
        expect(contacts.length).toBeGreaterThanOrEqual(Math.min(8, belong.length))
        for (const { address } of contacts)
          expect(belong.map(({ contact }) => contact.address)).toContain(address)
      }
    }
  })

  test('draws whom a node knows in a bucket: others with another seed, and each node as often', () => {
    const world = prebuilt(300, 8)
    const inDegrees = new Map<string, number>()
    for (const node of world.nodes) {
      for (const { contacts } of node.engine.snapshot(node.clock).buckets) {
        for (const { address } of contacts) inDegrees.set(address, (inDegrees.get(address) ?? 0) + 1)
      }
    }
    const degrees = world.nodes.map(({ contact }) => inDegrees.get(contact.address) ?? 0)
    const mean = degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length
    // In order of keys, as many as fit would favour the first of each bucket many times over.
    expect(Math.max(...degrees)).toBeLessThan(2.5 * mean)
    expect(Math.min(...degrees)).toBeGreaterThan(mean / 3)
  })

  test('goes on as any other: nodes crash, join, put and get', () => {
    const world = prebuilt(60)
    for (const node of world.nodes.slice(0, 10)) node.crash()
    world.settle(world.addNode().join())
    const key = world.dice.key()
    expect(world.settle(world.anyone().put(key, new Uint8Array(9)))).toMatchObject({ type: 'stored' })
    expect(world.settle(world.anyone().get(key))).toMatchObject({ type: 'found-value' })
  })
})
