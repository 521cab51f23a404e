/** A week in a network under churn in which values are put, kept by their holders, asked for, and outlived. */

import type { MessageType } from '@kadkit/protocol'
import { type Dice, World, type WorldOptions } from '@kadkit/simulator'
import type { Progress } from '../experiment.ts'
import { OnePhase } from './one-phase.ts'
import { Population } from './population.ts'
import { restOf } from './sessions.ts'
import { type Held, nothingHeld, ValueCensus } from './value-census.ts'
import { type Asked, ValueGets } from './value-gets.ts'
import { byGroup, type Group, type LoadOptions, ValueLoad } from './value-load.ts'

export interface WeekOptions extends LoadOptions {
  /** How many run at any time, publishers who stay among them. */
  readonly nodes: number
  readonly hours: number
  readonly session: (dice: Dice) => number
  readonly meanSessionMs: number
  readonly network: NonNullable<WorldOptions['network']>
  readonly getEveryMs: number
  readonly censusEveryMs: number
}

/** Of one group in one hour. */
export type HourOfGroup = Asked & Held

/** What a node sends of one type in a second, on average. */
export interface Rate {
  readonly type: MessageType
  readonly messages: number
  readonly bytes: number
  /** The same if nobody offered before it stores. */
  readonly onePhase: { readonly messages: number; readonly bytes: number }
}

export interface WeekFigures {
  readonly hours: readonly Record<Group, HourOfGroup>[]
  readonly late: ValueGets['late']
  /** By how much the last copy that was ever seen would outlive its value; -Infinity if none was seen. */
  readonly latestMs: number
  readonly byAge: ValueCensus['byAge']
  readonly missed: ValueGets['missed']
  readonly wrong: number
  readonly puts: Readonly<Record<Group, number>>
  readonly failedPuts: number
  readonly rates: readonly Rate[]
  readonly deaths: number
  readonly events: number
}

const HOUR_MS = 3_600_000

/** Runs it. The same options and seed give the same figures. */
export function runValuesWeek(options: WeekOptions, seed: number, progress: Progress): WeekFigures {
  // Messages are measured instead of encoded, which gives the same bytes in a third of the time.
  const { network } = options
  const world = new World({ seed, network, codec: false, trace: 'off', invariants: false })
  const { session, meanSessionMs, nodes, publishers } = options
  const firstSession = (dice: Dice) => restOf(session, meanSessionMs, dice)
  const population = new Population(world, { nodes: nodes - publishers, session, firstSession })
  const gets = new ValueGets(world, population)
  const load = new ValueLoad(world, population, options, (value) => gets.askLate(value))
  const census = new ValueCensus(world, load)
  const onePhase = new OnePhase((from, key) => load.isFirstPut(from, key))
  world.watch((passage) => onePhase.see(passage))
  load.addPublishers()
  population.begin()
  load.begin()
  gets.begin(load, options.getEveryMs)
  census.begin(options.censusEveryMs)
  for (let hour = 0; hour < options.hours; hour++) {
    world.run(HOUR_MS)
    progress(lineOf(hour, gets, census), world.events)
  }
  return {
    hours: Array.from({ length: options.hours }, (_, hour) => hourOf(hour, gets, census)),
    late: gets.late,
    latestMs: census.latestMs,
    byAge: census.byAge,
    missed: gets.missed,
    wrong: gets.wrong,
    puts: byGroup((group) => load.values.filter((value) => value.group === group).length),
    failedPuts: load.failed,
    rates: ratesOf(world, onePhase),
    deaths: population.deaths,
    events: world.events,
  }
}

function hourOf(hour: number, gets: ValueGets, census: ValueCensus): Record<Group, HourOfGroup> {
  return byGroup((group) => ({
    ...(gets.hours[hour]?.[group] ?? { asked: 0, found: 0 }),
    ...(census.hours[hour]?.[group] ?? nothingHeld()),
  }))
}

function lineOf(hour: number, gets: ValueGets, census: ValueCensus): string {
  const groups = Object.entries(hourOf(hour, gets, census)).map(
    ([group, { asked, found, fewest, none }]) =>
      `${group} ${found}/${asked}, at least ${fewest} holders${none > 0 ? ` (${none} times none)` : ''}`,
  )
  return `hour ${hour + 1}: ${groups.join('; ')}`
}

function ratesOf(world: World, onePhase: OnePhase): Rate[] {
  const nodeSeconds = world.nodeMs / 1_000
  return Object.entries(world.traffic.byType()).map(([name, { messages, bytes }]) => {
    const type = name as MessageType
    const difference = onePhase.of(type)
    return {
      type,
      messages: messages / nodeSeconds,
      bytes: bytes / nodeSeconds,
      onePhase: {
        messages: (messages + difference.messages) / nodeSeconds,
        bytes: (bytes + difference.bytes) / nodeSeconds,
      },
    }
  })
}
