/** Exchanges by the ids of their requests. */

import type { RequestId } from '../wire/message.ts'
import type { Exchange } from './exchange.ts'

const MIN_CHAINS = 16
const NO_CHAINS: readonly (Exchange | undefined)[] = Array.from({ length: MIN_CHAINS }, () => undefined)
/** Of the digits of an id, which are random, so many tell its chain: enough for a burst of requests. */
const DIGITS = 4

/**
 * A hash table whose chains run through the exchanges. A Map that is filled and emptied makes a new table every few requests,
 * and each old one holds the next, and all that was in it: once V8 has taken one for old, those that follow grow old with it,
 * and thousands of exchanges that are over stay in memory.
 */
export class Exchanges {
  #chains = NO_CHAINS.slice()
  #size = 0

  get(id: RequestId): Exchange | undefined {
    let exchange = this.#chains[this.#chainOf(id)]
    while (exchange !== undefined && exchange.id !== id) exchange = exchange.next
    return exchange
  }

  /** Enters one that is not here. */
  add(exchange: Exchange): void {
    if (this.#size === this.#chains.length) this.#grow()
    this.#size++
    this.#link(exchange)
  }

  /** Takes out one that is here. */
  delete(exchange: Exchange): void {
    const chain = this.#chainOf(exchange.id)
    let before = this.#chains[chain]
    if (before === exchange) {
      this.#chains[chain] = exchange.next
    } else {
      while (before !== undefined && before.next !== exchange) before = before.next
      if (before === undefined) return
      before.next = exchange.next
    }
    exchange.next = undefined
    this.#size--
    if (this.#size === 0 && this.#chains.length > MIN_CHAINS) this.#chains = NO_CHAINS.slice()
  }

  /** All of them, in no order. */
  values(): Exchange[] {
    const values: Exchange[] = []
    for (const first of this.#chains)
      for (let exchange = first; exchange !== undefined; exchange = exchange.next) values.push(exchange)
    return values
  }

  #link(exchange: Exchange): void {
    const chain = this.#chainOf(exchange.id)
    exchange.next = this.#chains[chain]
    this.#chains[chain] = exchange
  }

  #grow(): void {
    const values = this.values()
    this.#chains = this.#chains.concat(this.#chains).fill(undefined)
    for (const exchange of values) this.#link(exchange)
  }

  #chainOf(id: RequestId): number {
    let number = 0
    for (let at = 0; at < DIGITS; at++) {
      const code = id.charCodeAt(at)
      number = (number << 4) | ((code & 15) + 9 * (code >>> 6))
    }
    return number & (this.#chains.length - 1)
  }
}
