/** Gets of values by random nodes that do not hold them: of those that live, and of those whose life is over. */

import type { SimNode, World } from '@kadkit/simulator'
import type { Population } from './population.ts'
import { byGroup, GROUPS, type Group, type PutValue, type ValueLoad } from './value-load.ts'

export interface Asked {
  asked: number
  found: number
}

/** When a value is asked for whose life is over. */
export interface Lateness {
  readonly name: string
  /** So long after its end, by its life. */
  after(lifeMs: number): number
}

const MINUTE_MS = 60_000

export const LATENESS: readonly Lateness[] = [
  { name: '1 s', after: () => 1_000 },
  { name: '1 min', after: () => MINUTE_MS },
  { name: 'a tenth of its life', after: (lifeMs) => lifeMs / 10 },
  { name: 'half its life', after: (lifeMs) => lifeMs / 2 },
  { name: 'its life, twice in all', after: (lifeMs) => lifeMs },
]

/** A get that begins so shortly before the end of a life may end after it. */
const MARGIN_MS = 30_000
const HOUR_MS = 3_600_000
/** How often somebody is drawn who does not hold the value. */
const DRAWS = 100

export class ValueGets {
  /** For each hour, by group. */
  readonly hours: Record<Group, Asked>[] = []
  /** By group and lateness. */
  readonly late: Readonly<Record<Group, readonly Asked[]>>
  /** Gets of living values that found nothing: which, when, and the number of the node that asked. */
  readonly missed: { readonly value: PutValue; readonly at: number; readonly asker: number }[] = []
  /** Gets that found other bytes than were put. */
  wrong = 0
  readonly #world: World
  readonly #population: Population

  constructor(world: World, population: Population) {
    this.#world = world
    this.#population = population
    this.late = byGroup(() => LATENESS.map(() => ({ asked: 0, found: 0 })))
  }

  /** From now on a get of a living value each `everyMs`, of one group after the other. */
  begin(load: ValueLoad, everyMs: number, turn = 0): void {
    this.#world.after(everyMs, () => {
      const live = load.live(GROUPS[turn % GROUPS.length] ?? 'week', MARGIN_MS)
      if (live.length > 0) this.#getLiving(this.#world.dice.pick(live))
      this.begin(load, everyMs, turn + 1)
    })
  }

  /** Gets of this value after its end, as late as `LATENESS` says. */
  askLate(value: PutValue): void {
    const { group, putAt, endsAt } = value
    for (const [i, { after }] of LATENESS.entries()) {
      const sum = this.late[group][i]
      this.#world.at(endsAt + after(endsAt - putAt), () => {
        this.#get(value, (found) => {
          if (sum === undefined) return
          sum.asked++
          if (found) sum.found++
        })
      })
    }
  }

  #getLiving(value: PutValue): void {
    const at = this.#world.now
    const hour = Math.floor(this.#world.elapsedMs / HOUR_MS)
    while (this.hours.length <= hour) this.hours.push(byGroup(() => ({ asked: 0, found: 0 })))
    const sum = this.hours[hour]?.[value.group]
    this.#get(value, (found, asker) => {
      if (sum === undefined) return
      sum.asked++
      if (found) sum.found++
      else this.missed.push({ value, at, asker: asker.id })
    })
  }

  /** One whose asker dies meanwhile is not counted. */
  #get(value: PutValue, then: (found: boolean, asker: SimNode) => void): void {
    const asker = this.#askerOf(value)
    if (asker === undefined) return
    asker.get(value.key).onSettled(({ outcome }) => {
      const found = outcome?.type === 'found-value' ? outcome.value : undefined
      if (found !== undefined && !isSame(found, value.content)) this.wrong++
      then(found !== undefined, asker)
    })
  }

  #askerOf({ key, publisher }: PutValue): SimNode | undefined {
    for (let draws = 0; draws < DRAWS; draws++) {
      const asker = this.#world.dice.pick(this.#population.members)
      if (asker.id !== publisher && asker.storage.peek(key) === undefined) return asker
    }
    return undefined
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
