/** What the watchdog has written down about one node since it started. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Inhabitant } from '../world/inhabitant.ts'
import type { Operation } from '../world/operation.ts'

/** Requests for values, and records, that are remembered. */
const MAX_REMEMBERED = 1_024

export class NodeFile {
  /** Addresses from which an answer has come. */
  readonly answered: Set<string> = new Set()
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

  /** Whether an answer has come from that address, and that is the address of that key. */
  hasAnswered(
    { key, address }: Contact,
    world: { nodeAt(address: string): Inhabitant | undefined },
  ): boolean {
    return this.answered.has(address) && world.nodeAt(address)?.contact.key.equals(key) === true
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
