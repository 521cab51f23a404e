/** Ten nodes look up one key at once: do they agree? */

import { compareDistance, type Key } from '@kadkit/key'
import type { Operation, SimNode, World } from '@kadkit/simulator'
import type { Population } from './population.ts'

export const GROUP = 10

/** What became of many groups. */
export interface Agreement {
  groups: number
  /** Groups in which all of those who are still up named the same node as the closest. */
  unanimous: number
  lookups: number
  /** Lookups that named the same as most of their group. */
  withMost: number
  /** Lookups that named the node that was in truth the closest of those that had joined and were up when they ended. */
  right: number
  readonly durationsMs: number[]
}

export function noAgreement(): Agreement {
  return { groups: 0, unanimous: 0, lookups: 0, withMost: 0, right: 0, durationsMs: [] }
}

interface Answer {
  readonly named: string | undefined
  readonly isRight: boolean
  readonly durationMs: number
}

/** Begins one group's lookups, and counts them into `sum` when all have ended, or died. */
export function askGroup(world: World, population: Population, limitMs: number, sum: Agreement): void {
  const key = world.dice.key()
  const askers = world.dice.sample(population.members, GROUP)
  const answers: Answer[] = []
  for (const asker of askers) {
    asker.find(key).onSettled((operation) => answers.push(answerOf(operation, population, key)))
  }
  world.after(limitMs, () => count(askers, answers, sum))
}

function answerOf(
  { outcome, startedAt, settledAt = startedAt }: Operation,
  population: Population,
  key: Key,
): Answer {
  const named = outcome?.type === 'found-nodes' ? outcome.contacts[0]?.address : undefined
  const durationMs = settledAt - startedAt
  return { named, isRight: named === closestMember(population.members, key)?.contact.address, durationMs }
}

function closestMember(members: readonly SimNode[], key: Key): SimNode | undefined {
  let [closest] = members
  for (const member of members) {
    if (closest !== undefined && compareDistance(key, member.contact.key, closest.contact.key) < 0)
      closest = member
  }
  return closest
}

function count(askers: readonly SimNode[], answers: readonly Answer[], sum: Agreement): void {
  const votes = new Map<string | undefined, number>()
  for (const { named } of answers) votes.set(named, (votes.get(named) ?? 0) + 1)
  const most = Math.max(0, ...votes.values())
  // Who is up and has not ended agrees with nobody.
  const voters = Math.max(answers.length, askers.filter(({ up }) => up).length)
  if (voters === 0) return
  sum.groups++
  sum.lookups += voters
  sum.withMost += most
  if (most === voters) sum.unanimous++
  sum.right += answers.filter(({ isRight }) => isRight).length
  sum.durationsMs.push(...answers.map(({ durationMs }) => durationMs))
}
