import { Engine } from '@kadkit/protocol'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { measures, runScenario } from '../../src/index.ts'
import { smallScenario as small } from '../support/small-scenario.ts'

const MINUTE_MS = 60_000

afterEach(() => void vi.restoreAllMocks())

describe('a scenario', () => {
  test('that goes well passes, is told of, and has measured everything', () => {
    const report = runScenario({
      ...small,
      checks: [
        { measure: 'recall', atLeast: 0.9 },
        { measure: 'got', atLeast: 1 },
      ],
    })
    expect(report).toMatchObject({ name: 'small', seed: 11, passed: true, failed: [], broken: undefined })
    expect(report.elapsedMs).toBe(12 * 200 + 30_000 + small.lengthMs)
    expect(report.events).toBeGreaterThan(1_000)
    expect(report.traceHash).toMatch(/^[0-9a-f]{64}$/)
    const { measured = {} } = report
    expect(Object.keys(measured).sort()).toEqual(Object.keys(measures).sort())
    expect(Object.entries(measured).filter(([, value]) => !Number.isFinite(value))).toEqual([])
    expect(measured).toMatchObject({ nodes: 12, stored: 1, durable: 1, joined: 1, 'dead-contacts': 0 })
  })

  test('that fails checks names each, with what was measured', () => {
    const checks = [
      { measure: 'nodes', atLeast: 13 },
      { measure: 'nodes', atMost: 11 },
      { measure: 'nodes', atLeast: 12, atMost: 12 },
      { measure: 'durable', atLeast: 1 },
    ] as const
    const report = runScenario({ ...small, lengthMs: MINUTE_MS, checks })
    expect(report.passed).toBe(false)
    expect(report.failed).toEqual([
      { measure: 'nodes', atLeast: 13, measured: 12 },
      { measure: 'nodes', atMost: 11, measured: 12 },
    ])
  })

  test('fails each check of a measure of nothing', () => {
    const { load: _, ...idle } = small
    const checks = [
      { measure: 'recall', atLeast: 0 },
      { measure: 'got' },
      { measure: 'finds', atMost: 0 },
    ] as const
    const report = runScenario({ ...idle, lengthMs: 0, checks })
    expect(report.failed.map(({ measure, measured }) => [measure, measured])).toEqual([
      ['recall', Number.NaN],
      ['got', Number.NaN],
    ])
  })

  test('in which an invariant breaks is reported with invariant, node and seed, and measures nothing', () => {
    const { snapshot } = Engine.prototype
    vi.spyOn(Engine.prototype, 'snapshot').mockImplementation(function (this: Engine, now) {
      const request = { id: '0', to: '10.0.0.9:4000', type: 'ping', sent: 1 } as const
      return { ...snapshot.call(this, now), pending: new Array(10_000).fill(request) }
    })
    const report = runScenario(small)
    expect(report).toMatchObject({ passed: false, failed: [], measured: undefined, seed: 11 })
    expect(report.broken).toMatchObject({ invariant: 'bounded' })
    expect(report.broken?.node).toBeGreaterThan(0)
    expect(report.broken?.elapsedMs).toBe(report.elapsedMs)
    expect(report.broken?.message).toContain('seed 11')
    expect(runScenario({ ...small, lengthMs: 0 }, { invariants: false }).passed).toBe(true)
  })

  test('that cannot be is an error', () => {
    expect(() => runScenario({ ...small, seed: 0.5 })).toThrow(RangeError)
    expect(() => runScenario({ ...small, config: { k: 0 } })).toThrow('config.k')
    expect(() => runScenario({ ...small, network: { latency: { model: 'unit', rttMs: 0 } } })).toThrow(
      'rttMs',
    )
  })

  test('gives the same report twice, also without checks of invariants, with the codec, and while it is watched', () => {
    const first = runScenario(small)
    expect(runScenario(small)).toEqual(first)
    const populations: number[] = []
    const progress = ({ population }: { population: number }) => void populations.push(population)
    expect(runScenario({ ...small, codec: true }, { invariants: false, progress })).toEqual(first)
    expect(populations.at(-1)).toBe(12)
    expect(runScenario({ ...small, seed: 12 }).traceHash).not.toBe(first.traceHash)
  })

  test('measures only what began after its time', () => {
    const whole = runScenario(small).measured
    const late = runScenario({ ...small, measureFromMs: 9 * MINUTE_MS }).measured
    expect(late?.finds).toBeLessThan((whole?.finds ?? 0) / 3)
    expect(late?.gets).toBeLessThan((whole?.gets ?? 0) / 3)
    expect(late?.finds).toBeGreaterThan(0)
    expect(late?.puts).toBeGreaterThan(0)
  })

  test('writes its trace where it is told to', () => {
    let lines = 0
    const report = runScenario({ ...small, lengthMs: 0 }, { trace: () => lines++ })
    expect(lines).toBeGreaterThan(100)
    expect(runScenario({ ...small, lengthMs: 0 }, { trace: 'off' }).traceHash).not.toBe(report.traceHash)
    expect(runScenario({ ...small, lengthMs: 0 }).traceHash).toBe(report.traceHash)
  })
})
