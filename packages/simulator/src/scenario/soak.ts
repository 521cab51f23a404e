/** A scenario of which everything is drawn from a seed: run a thousand of them, and no invariant may break. */

import { Dice } from '../random/dice.ts'
import type { StorageMode } from '../world/sim-storage.ts'
import type { Incident, Scenario } from './scenario.ts'

const MINUTE_MS = 60_000
const LENGTH_MS = 10 * MINUTE_MS
const MODES: readonly StorageMode[] = ['fails', 'hangs', 'loses']
/** Incidents of each kind, at most. */
const MOST = 3

/**
 * Fifty nodes for ten minutes in a network that loses up to 30 % of all messages, doubles and reorders others; with
 * partitions, crashes and restarts, stalls, steps of clocks, storages that fail, nodes behind NATs, slow ones, and churn.
 */
export function soakScenario(seed: number): Scenario {
  const dice = new Dice(seed)
  const ms = (most: number) => Math.round(dice.next() * most)
  const share = (most: number) => dice.next() * most
  return {
    name: 'soak',
    seed,
    lengthMs: LENGTH_MS,
    storageMs: dice.pick([0, 0, 5, 100]),
    // With a small k, buckets of fifty nodes are full, and understudies wait.
    config: {
      k: dice.pick([4, 4, 8, 20]),
      refreshEveryMs: 8 * MINUTE_MS,
      probeEveryMs: dice.pick([1_000, MINUTE_MS]),
    },
    network: {
      latency: dice.pick([{ model: 'unit' }, { model: 'lognormal' }, { model: 'king' }]),
      jitter: share(1),
      loss: share(0.3),
      duplicate: share(0.1),
      reorder: { share: share(0.2), extraMs: 2_000 },
    },
    nodes: {
      count: 50,
      joinWithinMs: dice.pick([0, 1_000, MINUTE_MS]),
      natShare: dice.pick([0, 0.2]),
      slow: { share: share(0.2), ms: ms(1_000) },
      skewMs: dice.pick([0, 60 * MINUTE_MS]),
    },
    ...(dice.chance(0.5) && {
      churn: {
        sessions: dice.pick([
          { distribution: 'exponential', meanMs: 10 * MINUTE_MS },
          { distribution: 'weibull', shape: 0.5, scaleMs: 5 * MINUTE_MS },
          { distribution: 'pareto', shape: 1, minMs: 3 * MINUTE_MS },
        ]),
        gaps: { distribution: 'exponential', meanMs: MINUTE_MS },
        identity: dice.pick(['new', 'same']),
        storage: dice.pick(['kept', 'lost']),
      },
    }),
    load: {
      values: 10,
      ttlMs: dice.pick([2 * MINUTE_MS, 20 * MINUTE_MS]),
      findEveryMs: 3 * MINUTE_MS,
      getEveryMs: 3 * MINUTE_MS,
      putEveryMs: 10 * MINUTE_MS,
    },
    incidents: incidentsOf(dice),
    checks: [],
  }
}

function incidentsOf(dice: Dice): Incident[] {
  const ms = (most: number) => Math.round(dice.next() * most)
  const share = (most: number) => dice.next() * most
  const when = () => ms(LENGTH_MS)
  const some = (make: () => Incident): Incident[] => Array.from({ length: dice.below(MOST + 1) }, make)
  return [
    ...some(() => ({
      type: 'partition',
      atMs: when(),
      share: share(1),
      ms: ms(3 * MINUTE_MS),
      ways: dice.pick(['one', 'both']),
    })),
    ...some(() => ({
      type: 'crash',
      atMs: when(),
      share: share(0.3),
      restartAfterMs: ms(MINUTE_MS),
      storage: dice.pick(['kept', 'lost']),
    })),
    ...some(() => ({ type: 'stall', atMs: when(), share: share(0.3), ms: ms(20_000) })),
    ...some(() => ({
      type: 'clock-step',
      atMs: when(),
      share: share(0.3),
      ms: ms(2 * LENGTH_MS) - LENGTH_MS,
    })),
    ...some(() => ({
      type: 'storage',
      atMs: when(),
      share: share(0.3),
      mode: dice.pick(MODES),
      ms: ms(MINUTE_MS),
    })),
    ...some(() => ({
      type: 'weather',
      atMs: when(),
      loss: share(0.3),
      slowness: 1 + share(9),
      ms: ms(MINUTE_MS),
    })),
  ]
}
