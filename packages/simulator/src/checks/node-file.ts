/** What the watchdog has written down about one node since it started. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Operation } from '../world/operation.ts'

/** Requests for values, and records, that are remembered. */
const MAX_REMEMBERED = 1_024

export class NodeFile {
  /** Who has answered from which address: nodes that were removed from their world since among them. */
  readonly answered: Map<string, Key> = new Map()
  /** Addresses of the contacts that are in its table, as its events tell. */
  readonly table: Set<string> = new Set()
  /** Its operations that have not settled. */
  readonly open: Set<Operation> = new Set()
  /** Which key the request with this id asked for. */
  readonly askedFor: Map<string, Key> = new Recent()
  /** When the record of a key ends that its storage gave last. */
  readonly expiries: Map<string, number> = new Recent()
  /** Keys of which it holds a copy beside a lookup's path, as its events tell. */
  readonly copies: Set<string> = new Set()
  /** How many messages have come in. */
  received = 0
  /** How many inputs its engine has had. */
  inputs = 0

  /** Whether the node of that key has answered from that address. */
  hasAnswered({ key, address }: Contact): boolean {
    return this.answered.get(address)?.equals(key) === true
  }
}

/** Forgets the oldest when it is full. */
class Recent<V> extends Map<string, V> {
  override set(name: string, value: V): this {
    const [oldest] = this.keys()
    if (this.size >= MAX_REMEMBERED && oldest !== undefined) this.delete(oldest)
    return super.set(name, value)
  }
}
