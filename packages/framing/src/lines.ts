/** Who is served at once at one address, and who waits. */

import type { Address } from '@kadkit/transport'

interface Line<T> {
  readonly served: Set<T>
  readonly waiting: Set<T>
}

/** A line for each address: so many are served at once, the others in the order in which they came. */
export class Lines<T> {
  readonly #most: number
  readonly #lines = new Map<Address, Line<T>>()

  constructor(most: number) {
    this.#most = most
  }

  /** Whether somebody who joins is served at once. */
  hasRoom(at: Address): boolean {
    return (this.#lines.get(at)?.served.size ?? 0) < this.#most
  }

  join(at: Address, item: T): void {
    const line = this.#lines.get(at) ?? { served: new Set(), waiting: new Set() }
    this.#lines.set(at, line)
    if (line.served.size < this.#most) line.served.add(item)
    else line.waiting.add(item)
  }

  /** Takes `item` out; gives the one that is served in its place, if there is one. */
  leave(at: Address, item: T): T | undefined {
    const line = this.#lines.get(at)
    if (line === undefined || line.waiting.delete(item) || !line.served.delete(item)) return undefined
    for (const next of line.waiting) {
      line.waiting.delete(next)
      line.served.add(next)
      return next
    }
    if (line.served.size === 0) this.#lines.delete(at)
    return undefined
  }
}
