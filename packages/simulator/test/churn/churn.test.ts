import { describe, expect, test } from 'vitest'
import {
  type ChurnOptions,
  Dice,
  drawMs,
  keepJoining,
  type Sessions,
  startChurn,
  type World,
} from '../../src/index.ts'
import { mean, quantile } from '../../src/measures/quantile.ts'
import { grown } from '../support/grown.ts'

const MINUTE_MS = 60_000
const DRAWS = 20_000

function draws(sessions: Sessions): number[] {
  const dice = new Dice(1)
  return Array.from({ length: DRAWS }, () => drawMs(sessions, dice))
}

describe('sessions', () => {
  test('that are constant are all the same', () => {
    expect(new Set(draws({ distribution: 'constant', ms: 5 }))).toEqual(new Set([5]))
  })

  test.each<[Sessions, number]>([
    [{ distribution: 'exponential', meanMs: 1_000 }, 1_000 * Math.LN2],
    [{ distribution: 'weibull', shape: 0.5, scaleMs: 1_000 }, 1_000 * Math.LN2 ** 2],
    [{ distribution: 'pareto', shape: 2, minMs: 1_000 }, 1_000 * Math.SQRT2],
  ])('of %j have the median of their distribution', (sessions, median) => {
    expect(quantile(draws(sessions), 0.5) / median).toBeCloseTo(1, 1)
  })
})

/** Twelve nodes that come and go, every two minutes each. */
function churned(options: Partial<ChurnOptions> & Pick<ChurnOptions, 'identity'>, minutes: number) {
  const world = grown(12, { seed: 2, codec: false })
  const founders = [...world.nodes]
  const churn = startChurn(world, {
    sessions: { distribution: 'exponential', meanMs: 2 * MINUTE_MS },
    ...options,
  })
  world.run(minutes * MINUTE_MS)
  return { world, founders, churn }
}

describe('churn', () => {
  test('with new identities puts a new node on the host of each that crashes', () => {
    const { world, founders, churn } = churned({ identity: 'new' }, 10)
    // Twelve places, ten minutes, two minutes each: sixty crashes are expected, with a deviation of eight.
    expect(churn.crashes).toBeGreaterThan(36)
    expect(churn.crashes).toBeLessThan(84)
    expect(world.nodes).toHaveLength(founders.length + churn.crashes)
    expect(world.population).toBe(founders.length)
    expect(new Set(world.nodes.map(({ contact }) => contact.key.toHex())).size).toBe(world.nodes.length)
    const hosts = world.up().map(({ host }) => host)
    expect(hosts.toSorted((a, b) => a - b)).toEqual(founders.map(({ host }) => host))
  })

  test('with the same identities lets the same nodes start again, and keep or lose their storage', () => {
    for (const [storage, holds] of [
      ['kept', true],
      ['lost', false],
    ] as const) {
      const world = grown(10, { seed: 3, codec: false })
      const key = world.dice.key()
      world.settle(world.anyone().put(key, new Uint8Array(5)))
      const { length } = world.nodes
      expect(world.up().every((node) => node.storage.peek(key) !== undefined)).toBe(true)
      const arrived: boolean[] = []
      const sessions = { distribution: 'constant', ms: 30_000 } as const
      const came = (node: { storage: World['nodes'][number]['storage'] }) =>
        void arrived.push(node.storage.peek(key) !== undefined)
      startChurn(world, { sessions, identity: 'same', storage }, world.nodes.slice(0, 3), came)
      world.run(31_000)
      expect([world.nodes.length, arrived]).toEqual([length, new Array(3).fill(holds)])
    }
  })

  test('leaves places empty for as long as it is told to', () => {
    const world = grown(10, { seed: 4, codec: false })
    startChurn(world, {
      sessions: { distribution: 'constant', ms: 10_000 },
      gaps: { distribution: 'constant', ms: 5_000 },
      identity: 'new',
    })
    const populations = [9_999, 2, 4_998, 2].map((ms) => {
      world.run(ms)
      return world.population
    })
    expect(populations).toEqual([10, 0, 0, 10])
  })

  test('lets newcomers join, so that lookups find their way', () => {
    const { world } = churned({ identity: 'new' }, 10)
    const node = world.anyMember()
    const outcome = node && world.settle(node.find(world.dice.key()))
    expect(outcome?.type === 'found-nodes' && outcome.contacts.length).toBeGreaterThan(8)
  })

  test('that is stopped lets nobody crash, and whoever is down come back', () => {
    const gaps = { distribution: 'constant', ms: MINUTE_MS } as const
    const { world, churn } = churned({ identity: 'same', gaps }, 5)
    expect(world.population).toBeLessThan(12)
    churn.stop()
    const { crashes } = churn
    world.run(10 * MINUTE_MS)
    expect([churn.crashes, world.population]).toEqual([crashes, 12])
  })

  test('strikes only whom it is given, and does not touch who has started again by itself', () => {
    const world = grown(10, { seed: 5, codec: false })
    const [struck, restarted, ...others] = world.nodes
    const chosen = [struck, restarted].filter((node) => node !== undefined)
    startChurn(world, { sessions: { distribution: 'constant', ms: 20_000 }, identity: 'new' }, chosen)
    world.run(10_000)
    restarted?.restart()
    world.run(10_001)
    expect([struck?.up, restarted?.up, others.every(({ up }) => up)]).toEqual([false, true, true])
  })

  test('has sessions of the length that it is told', () => {
    const world = grown(6, { seed: 6, codec: false })
    const lives: number[] = []
    const since = new Map(world.nodes.map((node) => [node.id, world.now]))
    startChurn(
      world,
      { sessions: { distribution: 'exponential', meanMs: MINUTE_MS }, identity: 'same' },
      world.up(),
      (node) => {
        lives.push(world.now - (since.get(node.id) ?? Number.NaN))
        since.set(node.id, world.now)
      },
    )
    world.run(60 * MINUTE_MS)
    expect(lives.length).toBeGreaterThan(250)
    expect(Math.abs(mean(lives) / MINUTE_MS - 1)).toBeLessThan(0.2)
  })
})

describe('a newcomer', () => {
  test('joins again and again until somebody lets it in', () => {
    const world = grown(5, { seed: 7 })
    const node = world.addNode()
    const wall = world.partition(
      world.nodes.filter((other) => other !== node),
      [node],
    )
    let joined = false
    keepJoining(world, node, () => {
      joined = true
    })
    world.run(5 * MINUTE_MS)
    expect([joined, node.atHome]).toEqual([false, false])
    wall.heal()
    world.run(MINUTE_MS)
    expect([joined, node.atHome]).toEqual([true, true])
  })

  test('that crashes gives up, and does not speak for its next life', () => {
    const world = grown(5, { seed: 8 })
    const node = world.addNode()
    const wall = world.partition([node], world.nodes)
    let joined = false
    keepJoining(world, node, () => {
      joined = true
    })
    world.run(MINUTE_MS)
    node.restart()
    wall.heal()
    world.run(5 * MINUTE_MS)
    expect([joined, node.atHome]).toEqual([false, false])
  })
})
