/** What is measured: each case is a workload at a size, for some systems. */

import { type SystemEntry, systems } from '../systems/systems.ts'
import type { Work } from './order.ts'
import type { Turns } from './turns.ts'

export type Mode = 'quick' | 'full'

export type Case = Turns<Omit<Work, 'seed'>>

/** What differs between the two: how many operations, and how long what. */
const extents = {
  quick: {
    operations: 200,
    limitMs: 2_000,
    deadlineMs: 10_000,
    workerMs: 90_000,
    idleSeconds: 3,
    pingMs: 500,
    few: 22,
  },
  full: {
    operations: 300,
    limitMs: 8_000,
    deadlineMs: 30_000,
    workerMs: 240_000,
    idleSeconds: 30,
    pingMs: 2_000,
    // So many can be had of systems that join slowly, and leave some who hold none of the 20 replicas.
    few: 25,
  },
} as const

type Wanted = Pick<Work, 'workload' | 'nodes'> & Partial<Work>

/** The cases, in the order in which they run. */
export function casesOf(mode: Mode): Case[] {
  const { operations, limitMs, deadlineMs, workerMs, idleSeconds, pingMs, few } = extents[mode]
  const every = {
    operations,
    pace: { limitMs, deadlineMs },
    idleSeconds: 0,
    pingMs,
    share: 0,
    warmUp: true,
    allSizes: mode === 'full',
  }
  const caseOf = (
    name: string,
    title: string,
    takesPart: (system: SystemEntry) => boolean,
    wanted: Wanted,
  ) => ({
    name,
    title,
    systems: systems.filter(
      (system) => takesPart(system) && (wanted.workload === 'ping' || !system.pingsOnly),
    ),
    work: { ...every, ...wanted },
    deadlineMs: workerMs,
  })
  const full = mode === 'full'
  return [
    caseOf('bring-up-20', '20 nodes', (system) => full || fast(system), { workload: 'bring-up', nodes: 20 }),
    caseOf('bring-up-200', '200 nodes', fast, { workload: 'bring-up', nodes: 200 }),
    caseOf('operations-100', '100 nodes', fast, { workload: 'operations', nodes: 100, idleSeconds }),
    caseOf('operations-few', `${few} nodes`, (system) => full || !fast(system) || ours(system), {
      workload: 'operations',
      nodes: few,
      pace: { limitMs, deadlineMs: full ? deadlineMs : 5_000 },
    }),
    caseOf('sizes', `${few} nodes`, (system) => system.values && (full || fast(system)), {
      workload: 'sizes',
      nodes: few,
    }),
    ...(full ? [0.3, 0.5] : [0.5]).map((share) =>
      caseOf(`deaths-${share}`, `${100 * share} of 100 nodes dead`, fast, {
        workload: 'deaths',
        nodes: 100,
        share,
      }),
    ),
    ...(full ? [0.05, 0.2] : [0.2]).map((share) =>
      caseOf(`loss-${share}`, `${100 * share} % of all datagrams lost, 100 nodes`, fast, {
        workload: 'loss',
        nodes: 100,
        share,
      }),
    ),
    ...(full ? smallTroubles(few, caseOf) : []),
    caseOf('ping', 'two nodes, each in a process of its own', () => true, { workload: 'ping', nodes: 1 }),
  ]
}

/** For systems that cannot be tried with 100 nodes in the time that there is. */
function smallTroubles(
  nodes: number,
  caseOf: (name: string, title: string, takesPart: (system: SystemEntry) => boolean, wanted: Wanted) => Case,
): Case[] {
  const slow = (system: SystemEntry) => system.values && (!fast(system) || ours(system))
  return [
    caseOf('deaths-small', `30 % of ${nodes} nodes dead`, slow, { workload: 'deaths', nodes, share: 0.3 }),
    caseOf(
      'loss-small',
      `5 % of all datagrams lost, ${nodes} nodes`,
      (system) => slow(system) && system.over === 'UDP',
      { workload: 'loss', nodes, share: 0.05 },
    ),
  ]
}

function fast({ slow }: SystemEntry): boolean {
  return !slow
}

function ours({ name }: SystemEntry): boolean {
  return name === 'kadkit'
}
