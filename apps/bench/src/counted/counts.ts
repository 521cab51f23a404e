/** What is counted of each operation, and how messages are. */

import { type Operation, Workload, type WorkloadOptions } from './workload.ts'

/** Figures of one operation by their names, such as `messages`. */
export type Figures = Readonly<Record<string, number>>

/** The figures of each operation. */
export type Counts = Readonly<Record<string, Figures>>

export interface TrafficOptions extends WorkloadOptions {
  /** So many networks, one after the other: chance moves the average of one by some per cent. */
  readonly networks: number
  /** So many of each operation in a network; of joins, as many as there are nodes but one. */
  readonly each: number
}

/** What is counted, in this order: a `get` takes a value that was put. */
export const operations: readonly Operation[] = ['join', 'ping', 'find', 'put', 'get']

/** Messages, their bytes and the effects of an operation, on average. The same on every machine. */
export function countTraffic({ networks, each, ...options }: TrafficOptions): Counts {
  const workload = new Workload(options)
  const sums = new Map(operations.map((name) => [name, { messages: 0, bytes: 0, effects: 0, steps: 0 }]))
  for (let network = 0; network < networks; network++) {
    for (const [operation, sum] of sums) {
      const steps = workload.prepare(operation, each)
      const before = workload.tally
      for (const step of steps) step()
      const { messages, bytes, effects } = workload.tally
      sum.messages += messages - before.messages
      sum.bytes += bytes - before.bytes
      sum.effects += effects - before.effects
      sum.steps += steps.length
    }
  }
  const averages = [...sums].map(([operation, { messages, bytes, effects, steps }]) => {
    const figures = {
      messages: average(messages, steps),
      bytes: average(bytes, steps),
      effects: average(effects, steps),
    }
    return [operation, figures] as const
  })
  return Object.fromEntries(averages)
}

/** To two digits: the file of expected counts is for people, too. */
function average(sum: number, count: number): number {
  return Math.round((100 * sum) / count) / 100
}
