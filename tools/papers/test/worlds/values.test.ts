import { World } from '@kadkit/simulator'
import { describe, expect, test } from 'vitest'
import { Population } from '../../src/worlds/population.ts'
import { runUnaided } from '../../src/worlds/unaided.ts'
import { medianOf, nothingHeld, sumOf, ValueCensus } from '../../src/worlds/value-census.ts'
import { LATENESS, ValueGets } from '../../src/worlds/value-gets.ts'
import { type PutValue, ValueLoad } from '../../src/worlds/value-load.ts'

const MINUTE_MS = 60_000
const K = 4
const NODES = 24

/** A network in which nobody dies, with two publishers of three values each, and visitors every ten minutes. */
function quietWorld() {
  const world = new World({ seed: 9, codec: false, trace: 'off', invariants: false, config: { k: K } })
  const population = new Population(world, { nodes: NODES, session: () => 1e9 })
  const stored: PutValue[] = []
  const load = new ValueLoad(
    world,
    population,
    {
      livesMs: { week: 1e9, day: 40 * MINUTE_MS, hour: 20 * MINUTE_MS },
      publishers: 2,
      valuesEach: 3,
      firstMs: 5 * MINUTE_MS,
      putEveryMs: 10 * MINUTE_MS,
      valueBytes: [10, 2_000],
    },
    (value) => stored.push(value),
  )
  load.addPublishers()
  population.begin()
  load.begin()
  return { world, population, load, stored }
}

describe('values that are put', () => {
  test('come from publishers who stay, and from visitors who leave at once and are in no memory', () => {
    const { world, load, stored } = quietWorld()
    world.run(31 * MINUTE_MS)
    const count = (group: string) => load.values.filter((value) => value.group === group).length
    expect([count('week'), count('day'), count('hour')]).toEqual([6, 3, 3])
    expect(stored).toEqual(load.values)
    expect(load.failed).toBe(0)
    const there = new Set(world.nodes.map(({ id }) => id))
    for (const { group, publisher } of load.values) expect(there.has(publisher)).toBe(group === 'week')
    expect(world.nodes).toHaveLength(NODES + 2)
    expect(load.values.map(({ content }) => content.length).sort((a, b) => a - b)).toEqual([
      ...Array(6).fill(10),
      ...Array(6).fill(2_000),
    ])
  })

  test('live until their end, and no longer', () => {
    const { world, load } = quietWorld()
    world.run(20 * MINUTE_MS)
    expect(load.live('hour')).toHaveLength(1)
    expect(load.live('hour', 15 * MINUTE_MS)).toHaveLength(0)
    world.run(11 * MINUTE_MS)
    // of those put after 10, 20 and 30 minutes
    expect(load.live('hour')).toHaveLength(2)
    expect(load.live('week')).toHaveLength(6)
  })

  test('are first put only once, and while that goes on', () => {
    const { world, load } = quietWorld()
    const seen = new Set<boolean>()
    world.watch(({ from, message: { body } }) => {
      if (body.type === 'store' && !body.cached) seen.add(load.isFirstPut(from, body.key))
    })
    world.run(31 * MINUTE_MS)
    expect(seen).toEqual(new Set([true]))
    for (const { publisher, key } of load.values) expect(load.isFirstPut({ id: publisher }, key)).toBe(false)
  })
})

describe('a census', () => {
  test('counts the replicas of living values on nodes that run, and knows how late copies would end', () => {
    const { world, population, load } = quietWorld()
    const census = new ValueCensus(world, load)
    world.run(21 * MINUTE_MS)
    census.count()
    const whole = census.hours[0]
    expect(whole?.week).toMatchObject({ values: 6, none: 0, fewest: K })
    expect(whole?.day).toMatchObject({ values: 2, none: 0, fewest: K })
    expect(census.byAge).toEqual([{ values: 2, held: 2 }])
    // a life is told in whole seconds, and takes a while on its way
    expect(census.latestMs).toBeLessThan(1_000)
    expect(census.latestMs).toBeGreaterThan(-2_000)
    const [value] = load.live('day')
    for (const node of world.up()) {
      if (value !== undefined && node.storage.peek(value.key) !== undefined) world.remove(node)
    }
    census.count()
    expect(census.hours[0]?.day).toMatchObject({ values: 4, none: 1, fewest: 0 })
    expect(census.byAge).toEqual([{ values: 4, held: 3 }])
    expect(population.members.length).toBe(NODES)
  })

  test('of several hours has the least of all, and the median of all', () => {
    const one = { ...nothingHeld(), values: 3, fewest: 1, counts: [0, 1, 0, 0, 2] }
    const other = { ...nothingHeld(), values: 2, none: 1, fewest: 0, counts: [1, 0, 1] }
    const sum = sumOf([one, other, nothingHeld()])
    expect(sum).toMatchObject({ values: 5, none: 1, fewest: 0 })
    expect(sum.counts.map((count) => count)).toEqual([1, 1, 1, 0, 2])
    expect(medianOf(sum)).toBe(2)
    expect(medianOf(nothingHeld())).toBe(0)
  })
})

describe('gets', () => {
  test('find living values, with the bytes that were put, and none whose life is over', () => {
    const { world, population, load } = quietWorld()
    const gets = new ValueGets(world, population)
    gets.begin(load, MINUTE_MS)
    world.run(21 * MINUTE_MS)
    for (const value of load.values) if (value.group !== 'week') gets.askLate(value)
    world.run(100 * MINUTE_MS)
    const all = gets.hours.flatMap((hour) => Object.values(hour))
    const asked = all.reduce((sum, hour) => sum + hour.asked, 0)
    expect(asked).toBeGreaterThan(90)
    expect(all.reduce((sum, hour) => sum + hour.found, 0)).toBe(asked)
    expect([gets.missed.length, gets.wrong]).toEqual([0, 0])
    for (const group of ['day', 'hour'] as const) {
      expect(gets.late[group]).toEqual(LATENESS.map(() => ({ asked: 2, found: 0 })))
    }
  })

  test('tell what they have missed', () => {
    const { world, population, load } = quietWorld()
    const gets = new ValueGets(world, population)
    world.run(9 * MINUTE_MS)
    const publisher = load.values[0]?.publisher
    for (const node of world.up()) if (node.id !== publisher) node.storage.mode = 'fails'
    for (const node of world.up()) node.storage.clear()
    gets.begin(load, MINUTE_MS)
    world.run(3 * MINUTE_MS)
    expect(gets.missed.length).toBeGreaterThan(0)
    const sums = Object.values(gets.hours[0] ?? {})
    expect(sums.reduce((sum, { asked, found }) => sum + asked - found, 0)).toBe(gets.missed.length)
  })
})

describe('values that nobody helps', () => {
  const options = { nodes: 24, values: 5, hours: [1, 2], meanSessionMs: 1e6, network: {} }

  test('are all left when nobody dies', () => {
    expect(runUnaided({ ...options, session: () => 1e9, meanSessionMs: 1e9 }, 1)).toEqual([
      { values: 5, held: 5 },
      { values: 5, held: 5 },
    ])
  })

  test('are gone when all have left who were there', () => {
    expect(runUnaided({ ...options, session: () => 1e6 }, 1)).toEqual([
      { values: 5, held: 0 },
      { values: 5, held: 0 },
    ])
  })
})
