/** The scenarios that come with the simulator. */

import type { Scenario } from './scenario.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Latencies of the Internet, and a little of all else that it does to packets. */
const internet = {
  latency: { model: 'king' },
  jitter: 0.2,
  loss: 0.01,
  duplicate: 0.001,
  reorder: { share: 0.01, extraMs: 200 },
} as const

const joinStorm: Scenario = {
  name: 'join-storm',
  about:
    'Two hundred nodes join at the same moment, through each other; ten minutes later lookups are exact.',
  seed: 1,
  lengthMs: 20 * MINUTE_MS,
  network: internet,
  nodes: { count: 200, joinWithinMs: 2_000 },
  load: { findEveryMs: 2 * MINUTE_MS },
  measureFromMs: 10 * MINUTE_MS,
  checks: [
    { measure: 'recall', atLeast: 0.999 },
    { measure: 'neighbours-known', atLeast: 0.99 },
  ],
}

const steadyState: Scenario = {
  name: 'steady-state',
  about:
    'A hundred nodes at rest, with values that are put and got: all are found, and nearly nothing is sent in vain.',
  seed: 2,
  lengthMs: HOUR_MS,
  network: internet,
  nodes: { count: 100 },
  load: { values: 50, findEveryMs: 5 * MINUTE_MS, getEveryMs: 5 * MINUTE_MS, pollEveryMs: MINUTE_MS },
  measureFromMs: 5 * MINUTE_MS,
  checks: [
    { measure: 'exact', atLeast: 0.999 },
    { measure: 'got', atLeast: 1 },
    { measure: 'consistency', atLeast: 0.999 },
    { measure: 'durable', atLeast: 1 },
    { measure: 'dead-contacts', atMost: 0 },
    { measure: 'find-requests', atMost: 30 },
    { measure: 'load-ratio', atMost: 4 },
  ],
}

const churn: Scenario = {
  name: 'churn',
  about:
    'Half of all nodes are replaced each hour by new ones; values put at the beginning can be got for an hour.',
  seed: 3,
  lengthMs: HOUR_MS,
  network: internet,
  nodes: { count: 200 },
  // With exponential sessions half are gone after ln 2 of the mean.
  churn: { sessions: { distribution: 'exponential', meanMs: HOUR_MS / Math.LN2 }, identity: 'new' },
  load: { values: 100, getEveryMs: 5 * MINUTE_MS, findEveryMs: 10 * MINUTE_MS, pollEveryMs: MINUTE_MS },
  measureFromMs: MINUTE_MS,
  checks: [
    { measure: 'got', atLeast: 0.99 },
    { measure: 'recall', atLeast: 0.98 },
    { measure: 'consistency', atLeast: 0.98 },
    { measure: 'durable', atLeast: 0.99 },
  ],
}

const partitionAndHeal: Scenario = {
  name: 'partition-and-heal',
  about:
    'The network is split in two halves for an hour; two hours after it has healed, lookups see all of it again.',
  seed: 4,
  lengthMs: 4 * HOUR_MS,
  network: { latency: { model: 'king' }, jitter: 0.2 },
  nodes: { count: 100 },
  load: { values: 50, findEveryMs: 5 * MINUTE_MS, getEveryMs: 5 * MINUTE_MS },
  incidents: [{ type: 'partition', atMs: 10 * MINUTE_MS, share: 0.5, ms: HOUR_MS, ways: 'both' }],
  measureFromMs: 10 * MINUTE_MS + 3 * HOUR_MS,
  checks: [
    { measure: 'exact', atLeast: 1 },
    { measure: 'got', atLeast: 1 },
  ],
}

const flashCrowd: Scenario = {
  name: 'flash-crowd',
  about:
    'One value is wanted two thousand times in a minute: copies beside the paths of the lookups share the load.',
  seed: 5,
  lengthMs: 5 * MINUTE_MS,
  network: internet,
  nodes: { count: 200 },
  load: { values: 10 },
  incidents: [{ type: 'flash-crowd', atMs: MINUTE_MS, gets: 2_000, withinMs: MINUTE_MS }],
  checks: [
    { measure: 'got', atLeast: 1 },
    { measure: 'load-ratio', atMost: 15 },
  ],
}

const massCrash: Scenario = {
  name: 'mass-crash',
  about: 'A third of the nodes crash at once: all values stay, and half an hour later lookups hardly notice.',
  seed: 6,
  lengthMs: HOUR_MS,
  network: internet,
  nodes: { count: 150 },
  load: { values: 100, getEveryMs: 3 * MINUTE_MS, findEveryMs: 3 * MINUTE_MS },
  incidents: [{ type: 'crash', atMs: 10 * MINUTE_MS, share: 1 / 3 }],
  measureFromMs: 10 * MINUTE_MS,
  checks: [
    { measure: 'got', atLeast: 0.999 },
    { measure: 'durable', atLeast: 1 },
    { measure: 'recall', atLeast: 0.99 },
  ],
}

const slowNetwork: Scenario = {
  name: 'slow-network',
  about:
    'For half an hour every message takes ten times longer, and a tenth is lost: timeouts follow, and nobody is forgotten.',
  seed: 7,
  lengthMs: HOUR_MS,
  network: internet,
  nodes: { count: 100, slow: { share: 0.1, ms: 400 } },
  load: { values: 50, getEveryMs: 5 * MINUTE_MS, findEveryMs: 5 * MINUTE_MS },
  incidents: [{ type: 'weather', atMs: 10 * MINUTE_MS, slowness: 10, loss: 0.1, ms: 30 * MINUTE_MS }],
  measureFromMs: 10 * MINUTE_MS,
  checks: [
    { measure: 'got', atLeast: 0.99 },
    { measure: 'recall', atLeast: 0.98 },
    { measure: 'neighbours-known', atLeast: 0.99 },
  ],
}

/** All of them, each small enough for a test. */
export const scenarios: readonly Scenario[] = [
  joinStorm,
  steadyState,
  churn,
  partitionAndHeal,
  flashCrowd,
  massCrash,
  slowNetwork,
]
