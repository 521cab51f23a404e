/** Every node puts a value, and its neighbour in the list gets it. */

import type { KademliaNode } from '@kadkit/dht'

/** One operation: what to print of it, how long it took, and whether it did what it should. */
export interface Trial {
  readonly text: string
  readonly ms: number
  readonly ok: boolean
}

/** `key_0` is put by node 0, and so on. */
export async function putAll(network: readonly KademliaNode[], told: (trial: Trial) => void): Promise<void> {
  for (const [index, node] of network.entries()) {
    const trial = await timed(async () => {
      const { stored, failed } = await node.put(`key_${index}`, `value_${index}`)
      const asked = stored.length + failed.length
      return {
        text: `node ${index} put key_${index}, stored on ${stored.length} of ${asked}`,
        ok: failed.length === 0,
      }
    })
    told(trial)
  }
}

/** Each value is got by another node than the one that put it. */
export async function getAll(network: readonly KademliaNode[], told: (trial: Trial) => void): Promise<void> {
  for (const [index, node] of network.entries()) {
    const owner = (index + 1) % network.length
    const trial = await timed(async () => {
      const found = await node.get(`key_${owner}`)
      const text = `node ${index} looked for key_${owner}, got ${found?.text() ?? 'nothing'}`
      return { text, ok: found?.text() === `value_${owner}` }
    })
    told(trial)
  }
}

async function timed(run: () => Promise<{ text: string; ok: boolean }>): Promise<Trial> {
  const before = performance.now()
  try {
    return { ...(await run()), ms: performance.now() - before }
  } catch (error) {
    return { text: String(error), ok: false, ms: performance.now() - before }
  }
}
