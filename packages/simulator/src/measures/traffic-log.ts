/** What nodes send and receive, from a certain time on. */

import type { World } from '../world/world.ts'
import { mean } from './quantile.ts'

export type TrafficMeasures = Readonly<Record<'bytes-a-second' | 'pvc-bytes-a-second' | 'load-ratio', number>>

/** Begins to count; the function that is returned says what has been counted since. */
export function countTraffic(world: World): () => TrafficMeasures {
  const before = world.traffic.sum
  const received = new Map(world.nodes.map((node) => [node, node.receivedBytes]))
  const [nodeMs, since] = [world.nodeMs, world.now]
  return () => {
    const seconds = (world.nodeMs - nodeMs) / 1_000
    const sum = world.traffic.sum
    // Who came late or left early cannot be compared with who was there all the time.
    const bytes = world
      .up()
      .filter(({ startedAt }) => startedAt <= since)
      .map((node) => node.receivedBytes - (received.get(node) ?? 0))
    return {
      'bytes-a-second': (sum.bytes - before.bytes) / seconds,
      'pvc-bytes-a-second': (sum.pvcBytes - before.pvcBytes) / seconds,
      'load-ratio': bytes.reduce((most, count) => Math.max(most, count), 0) / mean(bytes),
    }
  }
}
