import { describe, expect, test } from 'vitest'
import type { SimNode, World } from '../../src/index.ts'
import { JoinLog } from '../../src/measures/join-log.ts'
import { LookupLog } from '../../src/measures/lookup-log.ts'
import { countTraffic } from '../../src/measures/traffic-log.ts'
import { ValueLog } from '../../src/measures/value-log.ts'
import { grown } from '../support/grown.ts'

const HOUR_MS = 3_600_000

function world(size = 12): { world: World; first: SimNode; others: SimNode[] } {
  const small = grown(size, { seed: 1, codec: false })
  const [first, ...others] = small.nodes
  if (first === undefined) throw new Error('nobody is there')
  return { world: small, first, others }
}

describe('a join log', () => {
  test('has the share of those that have ended which succeeded', () => {
    const { world: small } = world(3)
    const log = new JoinLog(small)
    expect(log.read()).toEqual({ joined: Number.NaN })
    for (let i = 0; i < 3; i++) small.settle(small.addNode().join())
    small.settle(small.addNode().join(['10.99.0.1:4000']))
    small.addNode().join()
    expect(log.read()).toEqual({ joined: 3 / 4 })
  })
})

describe('a lookup log', () => {
  test('judges what was found by the truth of that moment', () => {
    const { world: small, first, others } = world()
    const log = new LookupLog(small)
    const lookup = () => {
      const operation = first.find(small.dice.key(), { watch: true })
      log.judge(operation, 20)
      small.settle(operation)
      return (operation.settledAt ?? Number.NaN) - operation.startedAt
    }
    const ms = lookup()
    expect(log.read()).toMatchObject({ finds: 1, recall: 1, exact: 1, 'find-requests': 11, 'find-ms': ms })
    // Three whom nobody can find yet: 12 of 15 are found, and no lookup is exact.
    for (let i = 0; i < 3; i++) small.addNode()
    lookup()
    expect(log.read()).toMatchObject({ finds: 2, recall: (1 + 12 / 15) / 2, exact: 1 / 2 })
    for (const node of small.nodes.slice(-3)) node.crash()
    for (const node of others.slice(0, 2)) node.crash()
    lookup()
    expect(log.read()).toMatchObject({ finds: 3, exact: 2 / 3 })
  })

  test('has a poll agree if all who find anything find the same nearest node', () => {
    const { world: small, others } = world()
    const log = new LookupLog(small)
    const key = small.dice.key()
    const [a, b, c] = others.map((node) => node.find(key))
    const other = small.nodes[0]?.find(small.closest(key, 12).at(-1)?.key ?? key)
    if (a === undefined || b === undefined || c === undefined || other === undefined)
      throw new Error('too few')
    log.poll([a, b])
    expect(log.read().consistency).toBeNaN()
    small.run(60_000)
    expect(log.read().consistency).toBe(1)
    log.poll([c, other])
    expect(log.read().consistency).toBe(0.5)
  })
})

describe('a value log', () => {
  test('knows what was stored, got and held, and who holds it', () => {
    const { world: small, first, others } = world()
    const log = new ValueLog(small)
    expect(log.any()).toBeUndefined()
    log.put(first, 10, HOUR_MS)
    small.run(10_000)
    const value = log.any()
    if (value === undefined) throw new Error('nothing was stored')
    expect(log.read()).toMatchObject({
      puts: 1,
      stored: 1,
      gets: 0,
      got: Number.NaN,
      durable: 1,
      replicas: 12,
    })
    for (const node of others.slice(0, 4)) log.judge(node.get(value.key), value)
    small.run(10_000)
    expect(log.read()).toMatchObject({ gets: 4, got: 1, replicas: 12 })
    for (const node of others) node.crash()
    expect(log.read()).toMatchObject({ durable: 1, replicas: 1 })
    first.storage.clear()
    log.judge(first.get(value.key), value)
    small.run(60_000)
    expect(log.read()).toMatchObject({ gets: 5, got: 4 / 5, durable: 0, replicas: 0 })
  })

  test('holds a get wrong that brings another value', () => {
    const { world: small, first } = world()
    const log = new ValueLog(small)
    log.put(first, 10, HOUR_MS)
    small.run(10_000)
    const value = log.any()
    if (value === undefined) throw new Error('nothing was stored')
    small.settle(first.put(value.key, new Uint8Array(10)))
    log.judge(first.get(value.key), value)
    small.run(10_000)
    expect(log.read()).toMatchObject({ gets: 1, got: 0 })
  })

  test('does not count a value that is near its end, or beyond it', () => {
    const { world: small, first } = world()
    const log = new ValueLog(small)
    log.put(first, 10, HOUR_MS)
    small.run(HOUR_MS - 61_000)
    expect(log.any()).toBeDefined()
    small.run(2_000)
    expect([log.any(), log.read().durable]).toEqual([undefined, 1])
    small.run(60_000)
    expect(log.read()).toMatchObject({ durable: Number.NaN, replicas: Number.NaN })
  })
})

describe('a traffic log', () => {
  test('has the bytes that were sent since, for each second in which a node ran', () => {
    const { world: small, first } = world()
    const before = small.traffic.sum
    const read = countTraffic(small)
    small.run(50_000)
    first.crash()
    small.run(50_000)
    const { bytes, pvcBytes } = small.traffic.sum
    const seconds = 11 * 100 + 50
    expect(read()['bytes-a-second']).toBeCloseTo((bytes - before.bytes) / seconds, 9)
    expect(read()['pvc-bytes-a-second']).toBeCloseTo((pvcBytes - before.pvcBytes) / seconds, 9)
  })

  test('compares the busiest with the mean of those that have been there all the time', () => {
    const { world: small, first, others } = world()
    const [, gone] = others
    const read = countTraffic(small)
    const before = new Map(small.nodes.map((node) => [node, node.receivedBytes]))
    gone?.crash()
    small.run(1)
    small.addNode().join()
    for (let i = 0; i < 20; i++)
      small.settle(others[0]?.call(first.contact, { type: 'ping' }) ?? first.join())
    const received = small
      .up()
      .filter((node) => before.has(node))
      .map((node) => node.receivedBytes - (before.get(node) ?? 0))
    const mean = received.reduce((sum, bytes) => sum + bytes, 0) / received.length
    expect(received).toHaveLength(11)
    expect(read()['load-ratio']).toBeCloseTo(Math.max(...received) / mean, 9)
  })
})
