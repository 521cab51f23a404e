/** Who holds which values, by looking into the storages of all nodes that run. */

import type { World } from '@kadkit/simulator'
import { byGroup, GROUPS, type Group, type ValueLoad } from './value-load.ts'

/** Of the living values of one group, at one time or over an hour. */
export interface Held {
  /** Living values, counted at each census. */
  values: number
  /** Those of which nobody who runs holds a replica; copies beside a path are none. */
  none: number
  /** The least number of replicas of one value; Infinity without any value. */
  fewest: number
  /** How many values had so many replicas. */
  readonly counts: number[]
}

/** What is left of values of a day, so many hours after they were put. */
export interface Left {
  values: number
  held: number
}

const HOUR_MS = 3_600_000

export class ValueCensus {
  /** For each hour, by group. */
  readonly hours: Record<Group, Held>[] = []
  /** Of the values of a day, by their age in whole hours. */
  readonly byAge: Left[] = []
  /** By how much the last copy that was ever seen would outlive its value, in milliseconds; Infinity if it has. */
  latestMs: number = Number.NEGATIVE_INFINITY
  readonly #world: World
  readonly #load: ValueLoad

  constructor(world: World, load: ValueLoad) {
    this.#world = world
    this.#load = load
  }

  /** From now on a census each `everyMs`. */
  begin(everyMs: number): void {
    this.#world.after(everyMs, () => {
      this.count()
      this.begin(everyMs)
    })
  }

  count(): void {
    const replicas = this.#replicas()
    const hour = Math.floor(this.#world.elapsedMs / HOUR_MS)
    while (this.hours.length <= hour) this.hours.push(byGroup(nothingHeld))
    for (const group of GROUPS) {
      for (const { key, putAt } of this.#load.live(group)) {
        const count = replicas.get(key.toHex()) ?? 0
        const held = this.hours[hour]?.[group]
        if (held !== undefined) enter(held, count)
        if (group === 'day') this.#enterAge(Math.floor((this.#world.now - putAt) / HOUR_MS), count)
      }
    }
  }

  /** How many of those who run hold a replica, by key. */
  #replicas(): Map<string, number> {
    const { now } = this.#world
    const ends = new Map(this.#load.values.map(({ key, endsAt }) => [key.toHex(), endsAt]))
    const counts = new Map<string, number>()
    for (const { storage } of this.#world.up()) {
      for (const { key, expiresAt, cached } of storage.all()) {
        if (expiresAt <= now) continue
        const name = key.toHex()
        this.latestMs = Math.max(this.latestMs, expiresAt - (ends.get(name) ?? Number.POSITIVE_INFINITY))
        if (!cached) counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    }
    return counts
  }

  #enterAge(hours: number, count: number): void {
    while (this.byAge.length <= hours) this.byAge.push({ values: 0, held: 0 })
    const left = this.byAge[hours]
    if (left === undefined) return
    left.values++
    if (count > 0) left.held++
  }
}

export function nothingHeld(): Held {
  return { values: 0, none: 0, fewest: Number.POSITIVE_INFINITY, counts: [] }
}

function enter(held: Held, count: number): void {
  held.values++
  if (count === 0) held.none++
  held.fewest = Math.min(held.fewest, count)
  held.counts[count] = (held.counts[count] ?? 0) + 1
}

/** All of these as one. */
export function sumOf(parts: readonly Held[]): Held {
  const sum = nothingHeld()
  for (const { values, none, fewest, counts } of parts) {
    sum.values += values
    sum.none += none
    sum.fewest = Math.min(sum.fewest, fewest)
    for (const [count, times = 0] of counts.entries()) sum.counts[count] = (sum.counts[count] ?? 0) + times
  }
  return sum
}

/** Half of the values had so many replicas, or more; 0 without any value. */
export function medianOf({ values, counts }: Held): number {
  let rest = values / 2
  for (const [count, times = 0] of counts.entries()) {
    rest -= times
    if (rest <= 0) return count
  }
  return 0
}
