/** The demo's one line of figures. */

import type { KademliaNode } from '@kadkit/dht'

export function figuresOf(network: readonly KademliaNode[], operationMs: readonly number[]): string {
  const datagrams = network.reduce((sum, node) => sum + node.stats().sent, 0)
  return [
    `${network.length} nodes`,
    `${operationMs.length} operations`,
    `median ${quantile(operationMs, 0.5).toFixed(1)} ms`,
    `p95 ${quantile(operationMs, 0.95).toFixed(1)} ms`,
    `${datagrams} datagrams`,
  ].join(', ')
}

/** The smallest of `values` that is no less than the given share of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
