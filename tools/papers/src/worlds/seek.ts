/** A lookup for the id of a node, which ends when that node has answered. */

import type { Operation, SimNode, World } from '@kadkit/simulator'

export interface SeekOptions {
  /** After so long without an answer of the target it has failed. */
  readonly limitMs: number
  /** When a whole lookup has ended without it, it is repeated after so long. */
  readonly againMs: number
  /** false lets the lookup go on until the k closest have answered. */
  readonly breakOff: boolean
}

export interface Sought {
  /** From the beginning until the target's answer; undefined if none came in time. */
  readonly foundMs: number | undefined
  /** Until the k closest had answered; undefined where the lookup was broken off, or the time was up. */
  readonly endedMs: number | undefined
  readonly attempts: number
}

/** Calls `then` once: with what came of it; never, if the node that seeks dies. */
export function seek(
  world: World,
  from: SimNode,
  target: SimNode,
  options: SeekOptions,
  then: (sought: Sought) => void,
): void {
  new Seek(world, from, target, options, then).attempt()
}

class Seek {
  readonly #world: World
  readonly #from: SimNode
  readonly #target: SimNode
  readonly #options: SeekOptions
  readonly #then: (sought: Sought) => void
  readonly #startedAt: number
  #attempts = 0
  #foundMs: number | undefined
  #operation: Operation | undefined
  #over = false

  constructor(
    world: World,
    from: SimNode,
    target: SimNode,
    options: SeekOptions,
    then: (sought: Sought) => void,
  ) {
    this.#world = world
    this.#from = from
    this.#target = target
    this.#options = options
    this.#then = then
    this.#startedAt = world.now
    world.after(options.limitMs, () => {
      this.#operation?.cancel()
      this.#end(undefined)
    })
  }

  attempt(): void {
    if (this.#over || !this.#from.up) return
    this.#attempts++
    const { key, address } = this.#target.contact
    this.#operation = this.#from
      .find(key, {
        onStep: (step) => {
          if (step.type === 'answered' && step.contact.address === address) this.#found()
        },
      })
      .onSettled(() => this.#settled())
  }

  #found(): void {
    this.#foundMs ??= this.#world.now - this.#startedAt
    if (!this.#options.breakOff || this.#over) return
    this.#operation?.cancel()
    this.#end(undefined)
  }

  #settled(): void {
    if (this.#foundMs === undefined) this.#world.after(this.#options.againMs, () => this.attempt())
    else this.#end(this.#world.now - this.#startedAt)
  }

  #end(endedMs: number | undefined): void {
    if (this.#over) return
    this.#over = true
    if (this.#from.up) this.#then({ foundMs: this.#foundMs, endedMs, attempts: this.#attempts })
  }
}
