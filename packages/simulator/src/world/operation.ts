/** Something that a node was told to do, and what became of it. */

import type { Key } from '@kadkit/key'
import type { LookupStep, Outcome } from '@kadkit/protocol'

export type OperationType = 'join' | 'find' | 'get' | 'put' | 'call'

/** How an operation with a lookup is watched. */
export interface WatchOptions {
  /** Keep in `Operation.steps` what happens in its lookup. */
  readonly watch?: boolean
  /** Called with each thing that happens in its lookup, and when. It may cancel the operation. */
  readonly onStep?: (step: LookupStep, at: number) => void
}

/** One thing that happened in a lookup, and when. */
export interface TimedStep {
  readonly at: number
  readonly step: LookupStep
}

/** Lives on after it has settled, and after its node has crashed, which leaves it unsettled for ever. */
export class Operation {
  /** The number of the node that does it. */
  readonly nodeId: number
  readonly type: OperationType
  /** What it looks for, if it looks for something. */
  readonly key: Key | undefined
  /** Of a put: when the life of its value ends. */
  readonly until: number
  /** When it began; all times are those of the world. */
  readonly startedAt: number
  readonly #watch: WatchOptions
  #steps: TimedStep[] | undefined
  #cancel: (() => void) | undefined
  #cancelled = false
  #settledAt: number | undefined
  #outcome: Outcome | undefined
  #listeners: ((operation: Operation) => void)[] | undefined

  /** @internal */
  constructor(
    nodeId: number,
    type: OperationType,
    key: Key | undefined,
    startedAt: number,
    watch: WatchOptions = {},
    until: number = Number.POSITIVE_INFINITY,
  ) {
    this.nodeId = nodeId
    this.#watch = watch
    this.until = until
    this.type = type
    this.key = key
    this.startedAt = startedAt
  }

  /** How it ended; undefined while it has not. */
  get outcome(): Outcome | undefined {
    return this.#outcome
  }

  get settledAt(): number | undefined {
    return this.#settledAt
  }

  /** What happened in its lookup, if it was begun with `watch`. */
  get steps(): readonly TimedStep[] {
    return this.#steps ?? []
  }

  /** Breaks it off: it never settles. Does nothing when it has settled, or its node has crashed. */
  cancel(): void {
    if (this.#outcome !== undefined) return
    this.#cancelled = true
    this.#cancel?.()
    this.#cancel = undefined
  }

  get cancelled(): boolean {
    return this.#cancelled
  }

  /** Calls `listener` once it has settled: now, if it has. */
  onSettled(listener: (operation: Operation) => void): this {
    if (this.#outcome !== undefined) listener(this)
    else this.#listeners = [...(this.#listeners ?? []), listener]
    return this
  }

  /** @internal Its engine has begun it. */
  begun(cancel: () => void): void {
    this.#cancel = cancel
  }

  /** @internal Something has happened in its lookup. */
  stepped(at: number, step: LookupStep): void {
    if (this.#watch.watch === true) {
      this.#steps ??= []
      this.#steps.push({ at, step })
    }
    this.#watch.onStep?.(step, at)
  }

  /** @internal */
  settle(now: number, outcome: Outcome): void {
    this.#settledAt = now
    this.#outcome = outcome
    this.#cancel = undefined
    const listeners = this.#listeners ?? []
    this.#listeners = undefined
    for (const listener of listeners) listener(this)
  }
}
