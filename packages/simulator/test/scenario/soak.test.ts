import { describe, expect, test } from 'vitest'
import { runScenario, soakScenario } from '../../src/index.ts'

const seeds = Array.from({ length: 10 }, (_, i) => i + 1)

describe('the soak', () => {
  test.each(seeds)(
    'of seed %d breaks no invariant, and is the same with codec and invariants and without',
    (seed) => {
      const whole = soakScenario(seed)
      // Ten nodes, not fifty: `pnpm simulate soak` runs them whole.
      const scenario = { ...whole, nodes: { ...whole.nodes, count: 10 } }
      const checked = runScenario({ ...scenario, codec: true }, { invariants: true })
      expect(checked.broken).toBeUndefined()
      const plain = runScenario({ ...scenario, codec: false }, { invariants: false })
      expect(plain).toEqual(checked)
    },
  )

  test('draws every kind of incident, network, churn and storage, and another scenario for each seed', () => {
    const drawn = Array.from({ length: 200 }, (_, seed) => soakScenario(seed))
    const kinds = new Set(drawn.flatMap(({ incidents = [] }) => incidents.map(({ type }) => type)))
    expect([...kinds].sort()).toEqual(['clock-step', 'crash', 'partition', 'stall', 'storage', 'weather'])
    const losses = drawn.map(({ network }) => network?.loss ?? Number.NaN)
    expect(Math.min(...losses)).toBeLessThan(0.02)
    expect(Math.max(...losses)).toBeGreaterThan(0.28)
    expect(new Set(losses).size).toBe(200)
    expect(new Set(drawn.map(({ churn }) => churn?.sessions.distribution)).size).toBe(4)
    expect(new Set(drawn.map(({ network }) => network?.latency?.model)).size).toBe(3)
    expect(soakScenario(7)).toEqual(soakScenario(7))
  })
})
