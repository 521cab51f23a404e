import { describe, expect, test } from 'vitest'
import { partCasesOf } from '../../src/parts/cases.ts'
import { measureCodec } from '../../src/parts/codec.ts'
import type { CodecModule, Said } from '../../src/parts/codec-part.ts'
import { type Fill, Ids, nearest } from '../../src/parts/contacts.ts'
import * as ownCodec from '../../src/parts/kadkit-codec.ts'
import * as ownTable from '../../src/parts/kadkit-table.ts'
import { partOf } from '../../src/parts/participants.ts'
import { aSecond } from '../../src/parts/repeat.ts'
import { measureSimulator } from '../../src/parts/simulator.ts'
import { measureTable, weighTables } from '../../src/parts/table.ts'
import type { TableModule } from '../../src/parts/table-part.ts'
import { Phases } from '../../src/workloads/bench.ts'

const FOR_MS = 1

function work(fill: Fill, nodes: number, bucketSize = 20) {
  return { fill, nodes, bucketSize, forMs: FOR_MS, seed: 3 }
}

/** A table that keeps all, and answers with the first that came. */
const careless: TableModule = {
  contact: (id) => id,
  target: (id) => id,
  create() {
    const kept: Uint8Array[] = []
    const first = (_: unknown, count: number) => kept.slice(0, count)
    return {
      // Slow, as some are.
      add: async (contact) => {
        await Promise.resolve()
        kept.push(contact as Uint8Array)
      },
      closest: first,
      unsorted: first,
      idOf: (found) => found as Uint8Array,
      ids: () => kept,
    }
  },
}

describe('the ids of a table', () => {
  test('are the same for the same seed, and each once', () => {
    const hex = (seed: number) =>
      new Ids('random ids', 50, seed).ids.map((id) => Buffer.from(id).toString('hex'))
    expect(hex(1)).toEqual(hex(1))
    expect(hex(1)).not.toEqual(hex(2))
    expect(new Set(hex(1)).size).toBe(50)
  })

  test.each([
    ['full buckets', 100, 20],
    ['half-full buckets', 50, 10],
  ] as const)('%s have as many in each', (fill, count, each) => {
    const { self, ids } = new Ids(fill, count, 1)
    const table = ownTable.create(self.toBytes(), 20)
    for (const [i, id] of ids.entries()) void table.add(ownTable.contact(id, '10.0.0.1', 1 + i))
    expect(table.closest(ownTable.target(self.toBytes()), 999)).toHaveLength(count)
    const depths = table.ids().map((id) => {
      const at = id.findIndex((byte, i) => byte !== self.toBytes()[i])
      return 8 * at + Math.clz32((id[at] ?? 0) ^ (self.toBytes()[at] ?? 0)) - 24
    })
    expect(depths.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: count }, (_, i) => Math.floor(i / each)),
    )
  })

  test('near targets lie in every bucket that has contacts', () => {
    const ids = new Ids('full buckets', 60, 1)
    const own = ids.self.toBytes()[0] ?? 0
    const depths = ids.nearTargets(9).map((target) => Math.clz32((target[0] ?? 0) ^ own) - 24)
    expect(depths).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2])
  })

  test('the nearest are those with the least XOR', () => {
    const id = (byte: number) => new Uint8Array(32).fill(byte, 31)
    const names = nearest([8, 1, 0, 2, 4].map(id), id(1), 3)
    expect(names.map((name) => Number.parseInt(name, 16))).toEqual([1, 0, 2])
  })
})

describe('a table', () => {
  test('of ours holds what was inserted into full buckets, and is exact', async () => {
    const phases = new Phases()
    await measureTable(ownTable, work('full buckets', 100), phases)
    expect(phases.phases.insert).toMatchObject({ held: 100 })
    for (const keys of ['random keys', 'keys near the own']) {
      expect(phases.phases[`closest to ${keys}`]).toMatchObject({ right: 100 })
      expect(phases.phases[`closest to ${keys}, in any order`]).toMatchObject({ right: 100 })
    }
    for (const figures of Object.values(phases.phases)) expect(figures['a second']).toBeGreaterThan(0)
  })

  test('that gives whatever it has is found out, in its order and in any', async () => {
    const phases = new Phases()
    await measureTable(careless, work('random ids', 400), phases)
    expect(phases.phases.insert).toMatchObject({ held: 400 })
    expect(phases.phases['closest to random keys']?.right).toBeLessThan(20)
    expect(phases.phases['closest to random keys, in any order']?.right).toBeLessThan(30)
  })

  test('is weighed with its contacts and without', async () => {
    const phases = new Phases()
    await weighTables(ownTable, work('full buckets', 60), phases)
    // No more can be said where the garbage collector cannot be called.
    expect(phases.phases.memory).toEqual({
      held: 60,
      'bytes a contact': expect.any(Number),
      'without the contacts': expect.any(Number),
    })
  })
})

describe('a codec', () => {
  test('of ours says the same after there and back', async () => {
    const phases = new Phases()
    await measureCodec(ownCodec, { forMs: FOR_MS, seed: 1 }, phases)
    expect(phases.phases['reply that lists 20 contacts']).toMatchObject({ right: 100 })
    expect(phases.phases.ping).toMatchObject({ right: 100 })
  })

  test('that loses what it was told is found out', async () => {
    const forgetful: CodecModule = {
      message: (said) => said,
      create: () => ({
        encode: (said) => (said as Said).id,
        decode: (id) => ({ id, sender: new Uint8Array(32) }),
      }),
    }
    const phases = new Phases()
    await measureCodec(forgetful, { forMs: FOR_MS, seed: 1 }, phases)
    expect(phases.phases.ping).toMatchObject({ right: 0, bytes: 16 })
  })
})

test('a small world looks up all, exactly', () => {
  const phases = new Phases()
  measureSimulator({ nodes: 30, operations: 5, seed: 1 }, phases)
  expect(phases.phases.lookups).toMatchObject({ right: 100 })
  expect(phases.phases.lookups?.['a second']).toBeGreaterThan(0)
})

test('a rate counts what was done, of functions that wait too', async () => {
  let [calls, slow] = [0, 0]
  const rate = await aSecond(FOR_MS, () => {
    calls++
    return 5
  })
  expect(rate).toBeGreaterThan(0)
  expect(calls).toBeGreaterThan(1)
  await aSecond(FOR_MS, async () => ++slow)
  expect(slow).toBeGreaterThan(1)
})

test('every case has ourselves in it, and a name of its own', () => {
  for (const mode of ['quick', 'full'] as const) {
    const cases = partCasesOf(mode)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
    for (const { systems } of cases) expect(systems[0]?.name).toBe('kadkit')
  }
})

test('a part that is not listed is not loaded', async () => {
  await expect(partOf('../systems/kad', async () => 1)).rejects.toThrow("there is no part '../systems/kad'")
  expect(await partOf('kadkit', async () => 1)).toBe(1)
})
