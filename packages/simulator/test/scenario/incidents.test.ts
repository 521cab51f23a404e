import { describe, expect, test } from 'vitest'
import { type Incident, runScenario } from '../../src/index.ts'
import { smallScenario as small } from '../support/small-scenario.ts'

const MINUTE_MS = 60_000

describe('an incident', () => {
  /** What was measured, and when the trace tells of something, of a scenario with these incidents. */
  function strike(...incidents: Incident[]) {
    const lines: { readonly what: string; readonly at: number }[] = []
    const trace = (line: string) => void lines.push(JSON.parse(line))
    const { measured } = runScenario({ ...small, lengthMs: 3 * MINUTE_MS, incidents }, { trace })
    const begin = small.nodes.count * 200 + 30_000
    const told = (what: string) => lines.filter((line) => line.what === what).map(({ at }) => at - begin)
    return { measured, told }
  }

  test('cuts the network in two, and heals it', () => {
    for (const [ways, walls] of [
      ['one', 1],
      ['both', 2],
    ] as const) {
      const { told } = strike({ type: 'partition', atMs: MINUTE_MS, share: 0.5, ms: MINUTE_MS, ways })
      expect(told('partition')).toEqual(new Array(walls).fill(MINUTE_MS))
      expect(told('heal')).toEqual(new Array(walls).fill(2 * MINUTE_MS))
      const blocked = told('blocked')
      expect(blocked.length).toBeGreaterThan(10)
      expect(blocked.every((at) => at >= MINUTE_MS && at <= 2 * MINUTE_MS)).toBe(true)
    }
  })

  test('lets a share crash, for good or for a while', () => {
    const gone = strike({ type: 'crash', atMs: MINUTE_MS, share: 0.25 })
    expect([gone.measured?.nodes, gone.told('down')]).toEqual([9, new Array(3).fill(MINUTE_MS)])
    const back = strike({
      type: 'crash',
      atMs: MINUTE_MS,
      share: 0.25,
      restartAfterMs: 30_000,
      storage: 'lost',
    })
    expect(back.measured?.nodes).toBe(12)
    expect(back.told('up').filter((at) => at > 0)).toEqual(new Array(3).fill(MINUTE_MS + 30_000))
  })

  test('stops event loops, and sets clocks, of a share', () => {
    const { told } = strike(
      { type: 'stall', atMs: MINUTE_MS, share: 0.5, ms: 5_000 },
      { type: 'clock-step', atMs: 2 * MINUTE_MS, share: 0.1, ms: -MINUTE_MS },
    )
    expect(told('stall')).toEqual(new Array(6).fill(MINUTE_MS))
    expect(told('clock-step')).toEqual(new Array(1).fill(2 * MINUTE_MS))
  })

  test('makes the network worse, for a while', () => {
    const calm = strike().told('lost')
    const { told } = strike({ type: 'weather', atMs: MINUTE_MS, loss: 0.5, slowness: 5, ms: MINUTE_MS })
    const during = (times: number[]) => times.filter((at) => at >= MINUTE_MS && at < 2 * MINUTE_MS).length
    expect(during(told('lost'))).toBeGreaterThan(10 * Math.max(1, during(calm)))
    expect(told('lost').filter((at) => at >= 2 * MINUTE_MS).length).toBeLessThan(during(told('lost')) / 5)
  })

  test('of weather adds to that which is there, and its end leaves the other', () => {
    const { told } = strike(
      { type: 'weather', atMs: MINUTE_MS, loss: 0.5, ms: MINUTE_MS },
      { type: 'weather', atMs: 1.5 * MINUTE_MS, loss: 1, slowness: 3, ms: MINUTE_MS },
    )
    const within = (what: string, from: number, to: number) =>
      told(what).filter((at) => at > from * MINUTE_MS && at < to * MINUTE_MS).length
    expect(within('sent', 1.5, 2.5)).toBe(0)
    expect(within('lost', 1.5, 2.5)).toBeGreaterThan(50)
    expect(within('sent', 2.5, 3)).toBeGreaterThan(10 * within('lost', 2.5, 3))
  })

  test('of a storage lasts until the last that struck it is over', () => {
    const scenario = { ...small, load: { values: 0, putEveryMs: 30_000 }, lengthMs: 2 * MINUTE_MS }
    const fails = { type: 'storage', share: 1, mode: 'fails' } as const
    const stored = (...incidents: Incident[]) => runScenario({ ...scenario, incidents }).measured?.stored
    expect(stored()).toBeGreaterThan(0.95)
    const half = stored({ ...fails, atMs: 0, ms: MINUTE_MS })
    expect(half).toBeGreaterThan(0.2)
    expect(half).toBeLessThan(0.8)
    expect(stored({ ...fails, atMs: 0, ms: MINUTE_MS }, { ...fails, atMs: 1_000, ms: 3 * MINUTE_MS })).toBe(0)
  })

  test('lets others arrive, evenly', () => {
    const { measured, told } = strike({ type: 'arrivals', atMs: MINUTE_MS, count: 4, withinMs: 2_000 })
    expect(measured?.nodes).toBe(16)
    expect(told('up').filter((at) => at > 0)).toEqual([0, 500, 1_000, 1_500].map((ms) => MINUTE_MS + ms))
  })

  test('lets everybody want one value', () => {
    const idle = { ...small, load: { values: 3 }, lengthMs: 2 * MINUTE_MS }
    const crowd: Incident = { type: 'flash-crowd', atMs: MINUTE_MS, gets: 100, withinMs: 10_000 }
    expect(runScenario({ ...idle, incidents: [crowd] }).measured).toMatchObject({ gets: 100, got: 1 })
    expect(runScenario(idle).measured).toMatchObject({ gets: 0 })
  })
})

test('nobody does anything while nobody runs, and all goes on when somebody does again', () => {
  const load = { values: 1, findEveryMs: 10_000 }
  const incidents: Incident[] = [{ type: 'crash', atMs: 0, share: 1, restartAfterMs: MINUTE_MS }]
  const measured = (lengthMs: number, measureFromMs: number) =>
    runScenario({ ...small, load, incidents, lengthMs, measureFromMs }).measured
  expect(measured(MINUTE_MS - 1, 0)).toMatchObject({ nodes: 0, finds: 0 })
  const after = measured(3 * MINUTE_MS, 2 * MINUTE_MS)
  expect(after?.nodes).toBe(12)
  expect(after?.finds).toBeGreaterThan(50)
})
