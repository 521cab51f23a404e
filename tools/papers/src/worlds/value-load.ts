/** Values that are put into a world under churn: some by publishers who stay, some by publishers who leave at once. */

import type { Key } from '@kadkit/key'
import type { SimNode, World } from '@kadkit/simulator'
import type { Population } from './population.ts'

/**
 * - `week`: lives for longer than the run; its publisher stays, and publishes it again each day.
 * - `day`, `hour`: put all the time; the publisher leaves at once, so that only its holders can keep it alive.
 */
export type Group = 'week' | 'day' | 'hour'

export const GROUPS: readonly Group[] = ['week', 'day', 'hour']

/** Something for each group. */
export function byGroup<T>(of: (group: Group) => T): Record<Group, T> {
  return { week: of('week'), day: of('day'), hour: of('hour') }
}

/** A value that was put, as it is known outside of the engines. */
export interface PutValue {
  readonly key: Key
  readonly group: Group
  readonly content: Uint8Array
  /** The number of the node that has put it, which may have left: nothing here is to keep it in memory. */
  readonly publisher: number
  readonly putAt: number
  readonly endsAt: number
}

export interface LoadOptions {
  readonly livesMs: Readonly<Record<Group, number>>
  /** Nodes that stay, and what each of them publishes in the first `firstMs`. */
  readonly publishers: number
  readonly valuesEach: number
  readonly firstMs: number
  /** After so long again, somebody comes, puts one value of a day and one of an hour, and leaves. */
  readonly putEveryMs: number
  /** The lengths of values, in turn. */
  readonly valueBytes: readonly number[]
}

/** How long a publisher stays after its last put has ended. */
const FAREWELL_MS = 1_000

export class ValueLoad {
  /** Those of which at least one node has said that it keeps them, in the order in which that was said. */
  readonly values: PutValue[] = []
  /** Puts that nobody has acknowledged. */
  failed = 0
  readonly #world: World
  readonly #population: Population
  readonly #options: LoadOptions
  readonly #then: (value: PutValue) => void
  /** The first puts that are under way: by publisher and key. */
  readonly #underWay = new Set<string>()
  #lengths = 0

  /** `then` hears of each value that is stored. */
  constructor(
    world: World,
    population: Population,
    options: LoadOptions,
    then: (value: PutValue) => void = () => {},
  ) {
    this.#world = world
    this.#population = population
    this.#options = options
    this.#then = then
  }

  /** Adds those who stay. To be called before the population begins, so that they are known as its nodes are. */
  addPublishers(): void {
    const { publishers, valuesEach, firstMs } = this.#options
    for (let i = 0; i < publishers; i++) {
      const publisher = this.#world.addNode()
      for (let value = 0; value < valuesEach; value++) {
        this.#world.after(this.#world.dice.next() * firstMs, () => this.#put(publisher, 'week', () => {}))
      }
    }
  }

  /** From now on somebody comes, puts and leaves, again and again. */
  begin(): void {
    this.#world.after(this.#options.putEveryMs, () => {
      this.#visit()
      this.begin()
    })
  }

  /** Those of a group that live for longer than `marginMs` from now. */
  live(group: Group, marginMs = 0): PutValue[] {
    const at = this.#world.now + marginMs
    return this.values.filter((value) => value.group === group && value.endsAt > at)
  }

  /** Whether this node is just putting this key for the first time. */
  isFirstPut(publisher: { readonly id: number }, key: Key): boolean {
    return this.#underWay.has(nameOf(publisher, key))
  }

  #visit(): void {
    const visitor = this.#world.addNode()
    const leave = () => this.#world.after(FAREWELL_MS, () => this.#world.remove(visitor))
    const through = this.#world.dice.pick(this.#population.members)
    visitor.join([through.contact.address]).onSettled(({ outcome }) => {
      if (outcome?.type !== 'joined') {
        this.failed += 2
        leave()
        return
      }
      let open = 2
      const ended = () => --open === 0 && leave()
      this.#put(visitor, 'day', ended)
      this.#put(visitor, 'hour', ended)
    })
  }

  #put(publisher: SimNode, group: Group, ended: () => void): void {
    const { livesMs, valueBytes } = this.#options
    const { dice, now } = this.#world
    const key = dice.key()
    const content = dice.bytes(valueBytes[this.#lengths++ % valueBytes.length] ?? 0)
    const name = nameOf(publisher, key)
    const value = { key, group, content, publisher: publisher.id, putAt: now, endsAt: now + livesMs[group] }
    this.#underWay.add(name)
    publisher.put(key, content, { ttlMs: livesMs[group] }).onSettled(({ outcome }) => {
      this.#underWay.delete(name)
      if (outcome?.type === 'stored') {
        this.values.push(value)
        this.#then(value)
      } else {
        this.failed++
      }
      ended()
    })
  }
}

function nameOf(publisher: { readonly id: number }, key: Key): string {
  return `${publisher.id} ${key.toHex()}`
}
