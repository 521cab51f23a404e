/** Values, and whether those who look for them get them. */

import type { Key } from '@kadkit/key'
import type { Operation } from '../world/operation.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { World } from '../world/world.ts'
import { mean, quantile } from './quantile.ts'

interface PutValue {
  readonly key: Key
  readonly value: Uint8Array
  readonly endsAt: number
}

/** A value that is so near its end counts as gone: a get takes a while. */
const NEAR_END_MS = 60_000

export class ValueLog {
  readonly #world: World
  /** Values that somebody has stored. */
  readonly #values: PutValue[] = []
  readonly #times: number[] = []
  #puts = 0
  #gets = 0
  #right = 0

  constructor(world: World) {
    this.#world = world
  }

  /** A node puts a value that nobody else puts. */
  put(node: SimNode, valueBytes: number, ttlMs: number): void {
    const { dice, now } = this.#world
    const value = { key: dice.key(), value: dice.bytes(valueBytes), endsAt: now + ttlMs }
    node.put(value.key, value.value, { ttlMs }).onSettled(({ outcome }) => {
      this.#puts++
      if (outcome?.type === 'stored') this.#values.push(value)
    })
  }

  /** One of the values that should be there, if there are any. */
  any(): PutValue | undefined {
    const alive = this.#values.filter(({ endsAt }) => endsAt > this.#world.now + NEAR_END_MS)
    return alive.length === 0 ? undefined : this.#world.dice.pick(alive)
  }

  /** A node gets a value. What it never hears of because it crashes does not count. */
  judge(operation: Operation, wanted: PutValue): void {
    operation.onSettled(({ outcome, startedAt, settledAt = startedAt }) => {
      this.#gets++
      if (outcome?.type !== 'found-value' || !isSame(outcome.value, wanted.value)) return
      this.#right++
      this.#times.push(settledAt - startedAt)
    })
  }

  read(): Readonly<
    Record<'puts' | 'stored' | 'gets' | 'got' | 'get-ms' | 'get-ms-95' | 'durable' | 'replicas', number>
  > {
    const { now } = this.#world
    const alive = this.#values.filter(({ endsAt }) => endsAt > now)
    const holders = alive.map(({ key }) => this.#world.up().filter((node) => holds(node, key)).length)
    return {
      puts: this.#puts,
      stored: this.#values.length / this.#puts,
      gets: this.#gets,
      got: this.#right / this.#gets,
      'get-ms': quantile(this.#times, 0.5),
      'get-ms-95': quantile(this.#times, 0.95),
      durable: mean(holders.map((count) => (count > 0 ? 1 : 0))),
      replicas: mean(holders),
    }
  }
}

function holds(node: SimNode, key: Key): boolean {
  const record = node.storage.peek(key)
  return record !== undefined && record.expiresAt > node.clock
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
