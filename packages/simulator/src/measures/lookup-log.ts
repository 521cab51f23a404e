/** Lookups, judged by the truth at the moment in which they ended. */

import type { Operation } from '../world/operation.ts'
import type { World } from '../world/world.ts'
import { mean, quantile } from './quantile.ts'

/** One lookup that has ended. */
interface Judged {
  readonly ms: number
  /** Share of the true k closest that it found. */
  readonly recall: number
  readonly exact: boolean
  /** Requests that were sent for it, repeats excepted. */
  readonly requests: number
}

export class LookupLog {
  readonly #world: World
  readonly #judged: Judged[] = []
  /** For each poll, whether those who found anything agree on who is nearest. */
  readonly #polls: boolean[] = []

  constructor(world: World) {
    this.#world = world
  }

  /** A node looks for a key; the answer is judged when it comes. */
  judge(operation: Operation, k: number): void {
    operation.onSettled(({ outcome, key, startedAt, settledAt = startedAt, steps }) => {
      if (outcome?.type !== 'found-nodes' || key === undefined) return
      const truth = this.#world.closest(key, k)
      const found = new Set(outcome.contacts.map(({ address }) => address))
      const right = truth.filter(({ address }) => found.has(address)).length
      this.#judged.push({
        ms: settledAt - startedAt,
        recall: right / truth.length,
        exact: right === truth.length && found.size === truth.length,
        requests: steps.filter(({ step }) => step.type === 'asked').length,
      })
    })
  }

  /** Several nodes look for the same key at once: they are consistent if all find the same nearest node (Rhea et al. 2004). */
  poll(operations: readonly Operation[]): void {
    const nearest: (string | undefined)[] = []
    for (const operation of operations) {
      operation.onSettled(({ outcome }) => {
        const [first] = outcome?.type === 'found-nodes' ? outcome.contacts : []
        nearest.push(first?.address)
        if (nearest.length === operations.length) this.#polls.push(new Set(nearest).size === 1)
      })
    }
  }

  read(): Readonly<
    Record<'finds' | 'recall' | 'exact' | 'find-requests' | 'find-ms' | 'find-ms-95' | 'consistency', number>
  > {
    const judged = this.#judged
    const times = judged.map(({ ms }) => ms)
    return {
      finds: judged.length,
      recall: mean(judged.map(({ recall }) => recall)),
      exact: mean(judged.map(({ exact }) => (exact ? 1 : 0))),
      'find-requests': mean(judged.map(({ requests }) => requests)),
      'find-ms': quantile(times, 0.5),
      'find-ms-95': quantile(times, 0.95),
      consistency: mean(this.#polls.map((agreed) => (agreed ? 1 : 0))),
    }
  }
}
