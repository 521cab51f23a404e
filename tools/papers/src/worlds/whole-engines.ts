/** Lookups by whole engines in a network at rest: what the machines alone are held against. */

import { World } from '@kadkit/simulator'
import { Tally } from '../statistics.ts'

export interface WholeEngines {
  readonly messages: number
  /** In round trips, all of which are alike. */
  readonly time: number
  /** The share of lookups that returned the k nearest of all. */
  readonly exact: number
}

const RTT_MS = 100

/** One lookup after the other, each by a random node for a random key. */
export function lookUpWithEngines(
  { nodes, k, alpha }: { readonly nodes: number; readonly k: number; readonly alpha: number },
  lookups: number,
  seed: number,
): WholeEngines {
  const world = new World({
    seed,
    network: { latency: { model: 'unit', rttMs: RTT_MS } },
    config: { k, alpha },
    codec: false,
    trace: 'off',
    invariants: false,
  })
  for (let i = 0; i < nodes; i++) world.addNode()
  world.prebuild()
  const [time, exact] = [new Tally(), new Tally()]
  for (let i = 0; i < lookups; i++) {
    const target = world.dice.key()
    const operation = world.anyone().find(target)
    const outcome = world.settle(operation)
    const found = outcome.type === 'found-nodes' ? outcome.contacts : []
    const truth = world.closest(target, k)
    time.add(((operation.settledAt ?? 0) - operation.startedAt) / RTT_MS)
    exact.add(truth.every(({ address }, place) => found[place]?.address === address) ? 1 : 0)
  }
  return { messages: world.traffic.of('find-node').messages / lookups, time: time.mean, exact: exact.mean }
}
