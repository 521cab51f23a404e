/** A scenario for tests: twelve nodes, ten minutes, and a little of everything that can be measured. */

import type { Scenario } from '../../src/index.ts'

const MINUTE_MS = 60_000

export const smallScenario: Scenario = {
  name: 'small',
  seed: 11,
  lengthMs: 10 * MINUTE_MS,
  codec: false,
  network: { latency: { model: 'king' }, jitter: 0.2, loss: 0.01 },
  nodes: { count: 12 },
  load: {
    values: 5,
    findEveryMs: 5 * MINUTE_MS,
    getEveryMs: 5 * MINUTE_MS,
    putEveryMs: 20 * MINUTE_MS,
    pollEveryMs: 2 * MINUTE_MS,
  },
  checks: [],
}
