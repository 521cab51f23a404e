/** Full routing tables without all the lookups that it takes to fill them: for networks that are only looked at. */

import { compareDistance, differAt, Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Network } from '../network/network.ts'
import type { Dice } from '../random/dice.ts'
import type { SimNode } from './sim-node.ts'

const ZERO = Key.fromBytes(new Uint8Array(32))

/** Lets each of these nodes know those of the others whom it would know after a long rest. */
export function prebuild(nodes: readonly SimNode[], network: Network, dice: Dice): void {
  const servers = nodes.filter(({ mode }) => mode === 'server')
  const byContact = new Map(servers.map((node) => [node.contact, node]))
  const all = inOrder(byContact.keys())
  for (const node of nodes) {
    const met = acquaintances(all, node.contact.key, node.engine.config, dice)
    node.life.introduce(
      met.map((contact) => ({ contact, rttMs: network.rttMs(node, byContact.get(contact) ?? node) })),
    )
  }
}

/** Contacts in the order of their keys, so that those with a common prefix are neighbours. */
function inOrder(contacts: Iterable<Contact>): Contact[] {
  // The distance from a key of zeros is the key itself.
  return [...contacts].sort((a, b) => compareDistance(ZERO, a.key, b.key))
}

/**
 * Whom the node `self` would know in a network that has been at rest for long: its k nearest, and of those that
 * belong into a bucket as many at random as fit. `all` is in order; the answer is in the order in which they are met,
 * the nearest last, and those of a bucket in random order.
 */
function acquaintances(
  all: readonly Contact[],
  self: Key,
  limits: { readonly k: number; readonly bucketSize: number },
  dice: Dice,
): Contact[] {
  const chosen: Contact[] = []
  let [from, to] = [0, all.length]
  for (let bit = 0; to - from > 1; bit++) {
    const middle = firstWithBit(all, from, to, bit)
    const isUpper = differAt(self, ZERO, bit)
    const bucket = isUpper ? ([from, middle] as const) : ([middle, to] as const)
    if (isUpper) from = middle
    else to = middle
    // Of ourselves and those deeper in the tree there are to - from: if that is not k more, some of this bucket are too.
    const lacking = limits.k - (to - from - 1)
    if (lacking > 0) chosen.push(...nearest(all.slice(...bucket), self, lacking))
    chosen.push(...some(all, bucket, limits.bucketSize, dice))
  }
  return chosen
}

/** The index of the first from `from` to `to`, which share all bits before `bit`, that has this one. */
function firstWithBit(all: readonly Contact[], from: number, to: number, bit: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    const contact = all[middle]
    if (contact !== undefined && differAt(contact.key, ZERO, bit)) high = middle
    else low = middle + 1
  }
  return low
}

function nearest(contacts: Contact[], self: Key, count: number): Contact[] {
  return contacts.sort((a, b) => compareDistance(self, a.key, b.key)).slice(0, count)
}

/** `count` of a range at random, or all of it. */
function some(
  all: readonly Contact[],
  [from, to]: readonly [number, number],
  count: number,
  dice: Dice,
): Contact[] {
  if (to - from <= 4 * count) return dice.sample(all.slice(from, to), count)
  const drawn = new Set<Contact>()
  while (drawn.size < count) {
    const contact = all[from + dice.below(to - from)]
    if (contact !== undefined) drawn.add(contact)
  }
  return [...drawn]
}
