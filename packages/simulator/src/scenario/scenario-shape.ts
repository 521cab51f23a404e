/** What may be in a scenario's file. */

import type { Fields, Shape } from './shape.ts'

const ms: Shape = { is: 'number', min: 0 }
/** Of what would otherwise happen for ever at one instant. */
const someMs: Shape = { is: 'number', min: 1 }
const share: Shape = { is: 'number', min: 0, max: 1 }
const count: Shape = { is: 'number', min: 0, integer: true }
const storage: Shape = { is: 'one-of', values: ['kept', 'lost'] }

const latency: Shape = {
  is: 'variant',
  by: 'model',
  variants: {
    unit: { is: 'fields', may: { rttMs: ms } },
    lognormal: { is: 'fields', may: { medianMs: ms, meanMs: ms } },
    king: { is: 'fields', may: { hosts: count, medianMs: ms, meanMs: ms } },
  },
}

const network: Shape = {
  is: 'fields',
  may: {
    latency,
    jitter: share,
    loss: share,
    duplicate: share,
    reorder: { is: 'fields', must: { share, extraMs: ms } },
  },
}

const sessions: Shape = {
  is: 'variant',
  by: 'distribution',
  variants: {
    constant: { is: 'fields', must: { ms: someMs } },
    exponential: { is: 'fields', must: { meanMs: someMs } },
    weibull: { is: 'fields', must: { shape: { is: 'number', min: 0.01 }, scaleMs: someMs } },
    pareto: { is: 'fields', must: { shape: { is: 'number', min: 0.01 }, minMs: someMs } },
  },
}

const churn: Shape = {
  is: 'fields',
  must: { sessions, identity: { is: 'one-of', values: ['new', 'same'] } },
  may: { gaps: sessions, storage },
}

const population: Shape = {
  is: 'fields',
  must: { count },
  may: {
    joinWithinMs: ms,
    natShare: share,
    clientShare: share,
    slow: { is: 'fields', must: { share, ms } },
    skewMs: ms,
  },
}

const load: Shape = {
  is: 'fields',
  may: {
    values: count,
    valueBytes: { is: 'number', min: 0, max: 1_012, integer: true },
    ttlMs: ms,
    findEveryMs: someMs,
    getEveryMs: someMs,
    putEveryMs: someMs,
    pollEveryMs: someMs,
  },
}

const incident: Shape = {
  is: 'variant',
  by: 'type',
  variants: {
    partition: at({ share, ms, ways: { is: 'one-of', values: ['one', 'both'] } }),
    crash: at({ share }, { restartAfterMs: ms, storage }),
    stall: at({ share, ms }),
    'clock-step': at({ share, ms: { is: 'number' } }),
    storage: at({ share, ms, mode: { is: 'one-of', values: ['works', 'fails', 'hangs', 'loses'] } }),
    weather: at({ ms }, { loss: share, slowness: { is: 'number', min: 0.01 } }),
    arrivals: at({ count, withinMs: ms }),
    'flash-crowd': at({ gets: count, withinMs: ms }),
  },
}

function at(must: Record<string, Shape>, may: Record<string, Shape> = {}): Fields {
  return { is: 'fields', must: { atMs: ms, ...must }, may }
}

/** The shape of a scenario whose checks may name these measures. What is in `config` the engine checks. */
export function scenarioShape(measureNames: readonly string[]): Shape {
  const check: Shape = {
    is: 'fields',
    must: { measure: { is: 'one-of', values: measureNames } },
    may: { atLeast: { is: 'number' }, atMost: { is: 'number' } },
  }
  return {
    is: 'fields',
    must: {
      name: { is: 'text' },
      seed: { is: 'number', integer: true },
      lengthMs: ms,
      nodes: population,
      checks: { is: 'list', of: check },
    },
    may: {
      about: { is: 'text' },
      codec: { is: 'boolean' },
      storageMs: ms,
      config: { is: 'object' },
      network,
      churn,
      load,
      incidents: { is: 'list', of: incident },
      measureFromMs: ms,
    },
  }
}
