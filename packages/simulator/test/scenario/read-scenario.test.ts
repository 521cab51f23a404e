import { describe, expect, test } from 'vitest'
import { readScenario, type Scenario, scenarios, soakScenario } from '../../src/index.ts'

const least = { name: 'least', seed: 1, lengthMs: 0, nodes: { count: 1 }, checks: [] }

describe('a scenario is read', () => {
  test.each(scenarios)('as it was written: $name', (scenario) => {
    const text = JSON.stringify(scenario)
    expect(readScenario(JSON.parse(text))).toEqual(scenario)
  })

  test('as it was written when a seed has drawn it', () => {
    for (let seed = 0; seed < 200; seed++) {
      const scenario = soakScenario(seed)
      expect(readScenario(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario)
    }
  })

  test('with no more than it must have', () => {
    expect(readScenario(least)).toEqual(least)
  })
})

const sessions = { distribution: 'exponential', meanMs: 1 }

test.each<[string, unknown, string]>([
  [
    'a load without a pause',
    { ...least, load: { findEveryMs: 0 } },
    'scenario.load.findEveryMs must be a number from',
  ],
  [
    'sessions that end at once',
    { ...least, churn: { sessions: { distribution: 'constant', ms: 0 }, identity: 'new' } },
    'scenario.churn.sessions.ms must be a number from',
  ],
  ['nothing', undefined, 'scenario must be an object, got undefined'],
  ['a list', [], 'scenario must be an object, got []'],
  ['null', null, 'scenario must be an object, got null'],
  ['no name', { ...least, name: undefined }, 'scenario.name must be a text, got undefined'],
  ['no seed', { ...least, seed: undefined }, 'scenario.seed must be an integer, got undefined'],
  ['a seed that is a text', { ...least, seed: '1' }, 'scenario.seed must be an integer, got "1"'],
  ['a broken seed', { ...least, seed: 1.5 }, 'scenario.seed must be an integer, got 1.5'],
  ['a negative length', { ...least, lengthMs: -1 }, 'scenario.lengthMs must be a number from 0, got -1'],
  [
    'a length without end',
    { ...least, lengthMs: Number.POSITIVE_INFINITY },
    'scenario.lengthMs must be a number',
  ],
  ['no nodes', { ...least, nodes: undefined }, 'scenario.nodes must be an object, got undefined'],
  [
    'half a node',
    { ...least, nodes: { count: 0.5 } },
    'scenario.nodes.count must be an integer from 0, got 0.5',
  ],
  ['a slip in a name', { ...least, incident: [] }, "scenario has no field 'incident'; it has name, seed"],
  [
    'a name of every object',
    JSON.parse(`{"toString":1,${JSON.stringify(least).slice(1)}`),
    "scenario has no field 'toString'",
  ],
  [
    'a share above 1',
    { ...least, network: { loss: 5 } },
    'scenario.network.loss must be a number from 0 to 1, got 5',
  ],
  [
    'half of a reordering',
    { ...least, network: { reorder: { share: 0.1 } } },
    'scenario.network.reorder.extraMs must be',
  ],
  [
    'a latency of no model',
    { ...least, network: { latency: {} } },
    'scenario.network.latency.model must be one of unit, lognormal, king',
  ],
  [
    'another model’s field',
    { ...least, network: { latency: { model: 'unit', hosts: 5 } } },
    "scenario.network.latency has no field 'hosts'",
  ],
  [
    'a model of every object',
    { ...least, network: { latency: { model: 'constructor' } } },
    'scenario.network.latency.model must be one of',
  ],
  [
    'an unknown distribution',
    { ...least, churn: { sessions: { distribution: 'normal' }, identity: 'new' } },
    'scenario.churn.sessions.distribution must be one of constant, exponential, weibull, pareto, got "normal"',
  ],
  [
    'churn without identity',
    { ...least, churn: { sessions } },
    'scenario.churn.identity must be one of new, same, got undefined',
  ],
  [
    'a value that fits no message',
    { ...least, load: { valueBytes: 1_056 } },
    'scenario.load.valueBytes must be an integer from 0 to 1012',
  ],
  ['incidents that are no list', { ...least, incidents: {} }, 'scenario.incidents must be a list, got {}'],
  [
    'an incident without a time',
    {
      ...least,
      incidents: [
        { type: 'stall', atMs: 1, share: 1, ms: 1 },
        { type: 'stall', share: 1, ms: 1 },
      ],
    },
    'scenario.incidents[1].atMs must be a number from 0, got undefined',
  ],
  [
    'an unknown incident',
    { ...least, incidents: [{ type: 'flood', atMs: 1 }] },
    'scenario.incidents[0].type must be one of partition, crash',
  ],
  [
    'an unknown storage',
    { ...least, incidents: [{ type: 'storage', atMs: 1, share: 1, ms: 1, mode: 'burns' }] },
    'scenario.incidents[0].mode must be one of works, fails, hangs, loses, got "burns"',
  ],
  [
    'a check of no measure',
    { ...least, checks: [{ measure: 'recal' }] },
    'scenario.checks[0].measure must be one of nodes, joined',
  ],
  [
    'a check against a text',
    { ...least, checks: [{ measure: 'recall', atLeast: '1' }] },
    'scenario.checks[0].atLeast must be a number, got "1"',
  ],
  [
    'a codec that is maybe',
    { ...least, codec: 'maybe' },
    'scenario.codec must be true or false, got "maybe"',
  ],
])('%s is refused, and the field named', (_, value, message) => {
  expect(() => readScenario(value)).toThrow(TypeError)
  expect(() => readScenario(value)).toThrow(message)
})

test('what a scenario’s type allows its reader knows', () => {
  const whole: Required<Scenario> = {
    name: 'whole',
    about: 'Every field there is.',
    seed: 1,
    lengthMs: 1,
    codec: false,
    storageMs: 1,
    config: { k: 20 },
    network: {
      latency: { model: 'king', hosts: 9, medianMs: 1, meanMs: 2 },
      jitter: 1,
      loss: 1,
      duplicate: 1,
      reorder: { share: 1, extraMs: 1 },
    },
    nodes: { count: 1, joinWithinMs: 1, natShare: 1, clientShare: 1, slow: { share: 1, ms: 1 }, skewMs: 1 },
    churn: {
      sessions: { distribution: 'weibull', shape: 1, scaleMs: 1 },
      gaps: { distribution: 'pareto', shape: 1, minMs: 1 },
      identity: 'same',
      storage: 'lost',
    },
    load: {
      values: 1,
      valueBytes: 1,
      ttlMs: 1,
      findEveryMs: 1,
      getEveryMs: 1,
      putEveryMs: 1,
      pollEveryMs: 1,
    },
    incidents: [
      { type: 'partition', atMs: 1, share: 1, ms: 1, ways: 'one' },
      { type: 'crash', atMs: 1, share: 1, restartAfterMs: 1, storage: 'kept' },
      { type: 'stall', atMs: 1, share: 1, ms: 1 },
      { type: 'clock-step', atMs: 1, share: 1, ms: -1 },
      { type: 'storage', atMs: 1, share: 1, mode: 'hangs', ms: 1 },
      { type: 'weather', atMs: 1, loss: 1, slowness: 1, ms: 1 },
      { type: 'arrivals', atMs: 1, count: 1, withinMs: 1 },
      { type: 'flash-crowd', atMs: 1, gets: 1, withinMs: 1 },
    ],
    measureFromMs: 1,
    checks: [{ measure: 'recall', atLeast: 1, atMost: 1 }],
  }
  expect(readScenario(JSON.parse(JSON.stringify(whole)))).toEqual(whole)
})
