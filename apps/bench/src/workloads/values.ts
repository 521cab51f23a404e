/** Values that are put and got: by whom, and whether they were right. */

import { type Bench, type Phases, picker, sampleFor } from './bench.ts'
import { phase } from './phase.ts'

const VALUE_BYTES = 100

/** A value on its way through a workload. */
interface Item {
  readonly value: Uint8Array
  readonly putter: number
  /** Undefined until it was put. */
  name: string | undefined
}

/** So many values, each put by a random node. */
export class Values {
  readonly #bench: Bench
  readonly #items: Item[]
  /** Who holds what, by node, since the put. */
  #held: ReadonlyMap<number, ReadonlySet<string>> = new Map()

  constructor(bench: Bench, salt: number) {
    this.#bench = bench
    const pick = picker(bench.seed + salt)
    this.#items = Array.from({ length: bench.operations }, (_, number) => ({
      value: sampleFor(bench.seed + salt, number, VALUE_BYTES),
      putter: pick(bench.nodes),
      name: undefined,
    }))
  }

  /** Puts all, and counts how many nodes hold one then. */
  async put(name: string, atOnce: number, phases: Phases): Promise<void> {
    const { system, pace, sockets, nodes } = this.#bench
    phases.add(
      name,
      await phase(this.#items.length, atOnce, pace, sockets.traffic, async (index) => {
        const item = this.#at(index)
        item.name = await system.put?.(item.putter, item.value)
        return 1
      }),
    )
    this.#held = await heldBy(this.#bench, range(nodes))
    const names = this.#items.flatMap(({ name }) => name ?? [])
    const copies = [...this.#held.values()].reduce(
      (sum, names_) => sum + names.filter((each) => names_.has(each)).length,
      0,
    )
    phases.also(name, { replicas: copies / names.length })
  }

  /**
   * As many gets as there were to be puts: of all that were put, in turns, each by one of `alive` that does not hold it, if
   * there is one. A system that puts slowly gets fewer values more often, so that quantiles are of as many gets.
   */
  async get(name: string, atOnce: number, phases: Phases, alive: readonly number[]): Promise<void> {
    const { system, pace, sockets, seed } = this.#bench
    const pick = picker(seed + atOnce)
    const there = this.#items.filter((item) => item.name !== undefined)
    const plan = range(there.length === 0 ? 0 : this.#items.length).map((index) => {
      const item = there[index % there.length] ?? fail(index)
      const without = alive.filter(
        (node) => node !== item.putter && !this.#held.get(node)?.has(item.name ?? ''),
      )
      const from = without.length > 0 ? without : alive
      return { item, getter: from[pick(from.length)] ?? 0, local: without.length === 0 }
    })
    phases.add(
      name,
      await phase(plan.length, atOnce, pace, sockets.traffic, async (index) => {
        const { item, getter } = plan[index] ?? fail(index)
        const found = await system.get?.(getter, item.name ?? '')
        return found !== undefined && Buffer.compare(found, item.value) === 0 ? 1 : 0
      }),
    )
    phases.also(name, { local: (100 * plan.filter(({ local }) => local).length) / plan.length })
  }

  #at(index: number): Item {
    return this.#items[index] ?? fail(index)
  }
}

async function heldBy(
  { system }: Bench,
  nodes: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const held = new Map<number, ReadonlySet<string>>()
  for (const node of nodes) held.set(node, (await system.held?.(node)) ?? new Set())
  return held
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function fail(index: number): never {
  throw new RangeError(`there is no value ${index}`)
}
