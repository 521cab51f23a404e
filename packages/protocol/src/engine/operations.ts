/** The operations at work, and those that wait for their turn. */

import type { Effect } from './effect.ts'
import type { LookupStep } from './event.ts'
import type { Operation, Report } from './operation.ts'
import type { OperationId, Outcome } from './outcome.ts'

export interface OperationLimits {
  readonly maxActiveOperations: number
  readonly maxWaitingOperations: number
}

/** Starts operations in the order in which they were asked for, so many at once, and settles each once. */
export class Operations {
  readonly #limits: OperationLimits
  readonly #put: (effect: Effect) => void
  readonly #active = new Map<OperationId, Operation>()
  readonly #waiting = new Map<OperationId, Operation>()
  #last: OperationId = 0
  #filling = false

  constructor(limits: OperationLimits, put: (effect: Effect) => void) {
    this.#limits = limits
    this.#put = put
  }

  /** Begins what `make` gives, now or when there is room; beyond the limits it fails as overloaded. */
  start(
    now: number,
    options: { watch?: boolean } | undefined,
    make: (report: Report) => Operation,
  ): OperationId {
    const id = ++this.#last
    const step = options?.watch ? this.#watcher(id) : undefined
    const operation = make({ step, settle: (then, outcome) => this.#settle(then, id, outcome) })
    if (this.#active.size < this.#limits.maxActiveOperations) {
      this.#active.set(id, operation)
      operation.begin(now)
    } else if (this.#waiting.size < this.#limits.maxWaitingOperations) {
      this.#waiting.set(id, operation)
    } else {
      operation.cancel(now)
      this.#put({
        type: 'settle',
        operation: id,
        outcome: { type: 'failed', reason: 'overloaded', failed: [] },
      })
    }
    return id
  }

  /** Ends an operation without settling it. */
  cancel(now: number, id: OperationId): void {
    const operation = this.#active.get(id) ?? this.#waiting.get(id)
    if (operation === undefined) return
    operation.cancel(now)
    this.#waiting.delete(id)
    if (this.#active.delete(id)) this.#fill(now)
  }

  #settle(now: number, id: OperationId, outcome: Outcome): void {
    if (!this.#active.delete(id)) return
    this.#put({ type: 'settle', operation: id, outcome })
    this.#fill(now)
  }

  /** One that settles as soon as it begins must not begin the next from within: thousands may wait. */
  #fill(now: number): void {
    if (this.#filling || this.#waiting.size === 0) return
    this.#filling = true
    for (const [id, operation] of this.#waiting) {
      if (this.#active.size >= this.#limits.maxActiveOperations) break
      this.#waiting.delete(id)
      this.#active.set(id, operation)
      operation.begin(now)
    }
    this.#filling = false
  }

  #watcher(operation: OperationId): (now: number, step: LookupStep) => void {
    return (at, step) => this.#put({ type: 'emit', event: { type: 'lookup-step', operation, at, step } })
  }
}
