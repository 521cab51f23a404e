/** A lookup watched step by step. */

import type { Key } from '@kadkit/key'
import type { LookupStep, NodeEvent, OperationId } from '@kadkit/protocol'
import type { Driver } from './driver.ts'
import { type CallOptions, checkSignal } from './inputs.ts'
import { errorOf } from './outcome-error.ts'

/**
 * Begins when the loop begins; leaving the loop ends the lookup. Steps that the loop has not taken yet wait: a
 * lookup has a few hundred at the most.
 */
export async function* walk(
  driver: Driver,
  target: Key,
  options?: CallOptions,
): AsyncGenerator<LookupStep, void> {
  const steps: LookupStep[] = []
  const signal = checkSignal(options)
  let wake = () => {}
  let operation: OperationId | undefined
  const unsubscribe = driver.listeners.add((event: NodeEvent) => {
    if (event.type !== 'lookup-step' || event.operation !== operation) return
    steps.push(event.step)
    wake()
  })
  let ended = false
  const end = driver
    .run(
      (engine, now) => engine.find(now, target, { watch: true }),
      signal,
      (begun) => {
        operation = begun
      },
    )
    .finally(() => {
      ended = true
      wake()
    })
  // It is awaited below, but may reject before that.
  end.catch(() => {})
  try {
    for (;;) {
      const step = steps.shift()
      if (step !== undefined) yield step
      else if (ended) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    const outcome = await end
    if (outcome.type !== 'found-nodes') throw errorOf(outcome)
  } finally {
    unsubscribe()
    if (operation !== undefined) driver.cancel(operation, undefined)
  }
}
