/** Random histories of a routing table against what must be true of it at all times. */

import type { Key } from '@kadkit/key'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Contact, type Entry, RoutingTable } from '../src/index.ts'
import { contactIn, held, keyIn, nearestFirst, self } from './contacts.ts'

interface Step {
  readonly type: 'seen' | 'failed' | 'remove'
  readonly pick: number
  readonly afterMs: number
}

interface Limits {
  readonly k: number
  readonly understudies: number
  readonly maxFailures: number
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom('seen', 'seen', 'seen', 'seen', 'failed', 'failed', 'failed', 'remove'),
  pick: fc.nat({ max: 999 }),
  afterMs: fc.nat({ max: 3 }),
})
const limits: fc.Arbitrary<Limits> = fc.record({
  k: fc.integer({ min: 1, max: 4 }),
  understudies: fc.nat({ max: 4 }),
  maxFailures: fc.integer({ min: 1, max: 3 }),
})

// Few keys in few buckets, so that they fill; our own key among them.
const keys: Key[] = [0, 1, 2, 5].flatMap((index) =>
  Array.from({ length: index === 0 ? 14 : 6 }, (_, i) => keyIn(index, i * 17)),
)
const settled: Contact[] = [self, ...keys].map((key, i) => ({ key, address: `memory:${i}` }))
/** Every key at two addresses, every address under several keys. */
const quarrelling: Contact[] = [self, ...keys].flatMap((key, i) => [
  { key, address: `memory:${i}` },
  { key, address: `memory:${(i + 5) % 20}` },
])

/** What is known of a contact without a table: when it last answered, and its failures since then. */
class History {
  readonly #entries = new Map<string, { seenAt: number; failures: number }>()

  static nameOf(contact: Contact): string {
    return `${contact.key.toHex()}@${contact.address}`
  }

  of(contact: Contact): { seenAt: number; failures: number } | undefined {
    return this.#entries.get(History.nameOf(contact))
  }

  seen(contact: Contact, seenAt: number): void {
    this.#entries.set(History.nameOf(contact), { seenAt, failures: 0 })
  }

  failed(contact: Contact): void {
    const entry = this.of(contact)
    if (entry !== undefined) entry.failures++
  }
}

/** Takes one step and checks that the table told who came and who went, and that nobody was driven out. */
function take(table: RoutingTable, history: History, { type }: Step, contact: Contact, now: number): void {
  const before = held(table)
  const wanted = table.wants(contact)
  const came: (Contact | undefined)[] = []
  const went: (Contact | undefined)[] = []
  if (type === 'seen') {
    const seen = table.seen(contact, now)
    history.seen(contact, now)
    if (seen.type === 'added') {
      expect(wanted).toBe(true)
      came.push(contact)
      went.push(seen.removed)
    }
    if (seen.type === 'waiting' || seen.type === 'conflict') expect(before).toContainEqual(seen.check)
  } else {
    if (type === 'failed') history.failed(contact)
    const removal = type === 'failed' ? table.failed(contact) : table.remove(contact.key)
    came.push(removal?.promoted, removal?.claimant)
    went.push(removal?.removed)
    if (removal !== undefined) expect(removal.bucket).toBe(table.bucketOf(removal.removed.key))
  }
  const after = held(table)
  const names = (contacts: (Contact | undefined)[]) => contacts.flatMap((c) => (c ? History.nameOf(c) : []))
  const [namesBefore, namesAfter] = [names(before), names(after)]
  expect(namesAfter.filter((name) => !namesBefore.includes(name)).sort()).toEqual(names(came).sort())
  const gone = before.filter((c) => !namesAfter.includes(History.nameOf(c)))
  expect(names(gone)).toEqual(names(went))
  if (type !== 'remove') for (const c of gone) expect(history.of(c)?.failures).toBeGreaterThan(0)
}

function inOrder(times: readonly number[]): boolean {
  return times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0))
}

function distinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length
}

function checkAlways(table: RoutingTable, history: History, { k, understudies }: Limits): void {
  const contacts = held(table)
  expect(table.size).toBe(contacts.length)
  expect(table.deepest).toBe(Math.max(-1, ...contacts.map(({ key }) => table.bucketOf(key))))
  for (const index of [0, 1, 2, 5, table.deepest, 255]) {
    expect(table.heldIn(index)).toBe(contacts.filter(({ key }) => table.bucketOf(key) === index).length)
  }
  expect(contacts.some(({ key }) => key.equals(self))).toBe(false)
  expect(distinct(contacts.map(({ address }) => address))).toBe(true)
  expect(distinct(contacts.map(({ key }) => key.toHex()))).toBe(true)
  for (const bucket of table.buckets()) {
    expect(bucket.contacts.length).toBeLessThanOrEqual(2 * k)
    expect(bucket.understudies.length).toBeLessThanOrEqual(understudies)
    expect(inOrder(bucket.contacts.map(({ seenAt }) => seenAt))).toBe(true)
    expect(inOrder(bucket.understudies.map(({ seenAt }) => seenAt).reverse())).toBe(true)
    expect(distinct(bucket.understudies.map(({ contact }) => contact.key.toHex()))).toBe(true)
    for (const { contact } of bucket.understudies) expect(contacts).not.toContainEqual(contact)
    for (const entry of [...bucket.contacts, ...bucket.understudies]) {
      expect(table.bucketOf(entry.contact.key)).toBe(bucket.index)
      expect({ seenAt: entry.seenAt, failures: entry.failures }).toEqual(history.of(entry.contact))
    }
  }
}

/** Who waits, waits for a reason: the bucket is full, and nobody in it is ready to be replaced. */
function checkWaiting(table: RoutingTable, { k, maxFailures }: Limits): void {
  for (const { contacts, understudies } of table.buckets()) {
    if (understudies.length === 0) continue
    expect(contacts.length).toBeGreaterThanOrEqual(k)
    expect(contacts.filter((entry: Entry) => entry.failures >= maxFailures)).toEqual([])
  }
}

function play(
  universe: readonly Contact[],
  steps: readonly Step[],
  limits: Limits,
  each: typeof checkWaiting,
) {
  const table = new RoutingTable(self, limits)
  const history = new History()
  let now = 0
  for (const step of steps) {
    now += step.afterMs
    const contact = universe[step.pick % universe.length] ?? contactIn(0)
    take(table, history, step, contact, now)
    checkAlways(table, history, limits)
    each(table, limits)
  }
  return table
}

test('whatever happens, the table stays sound and drives out nobody who answers', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 90 }), limits, (steps, limits) => {
      play(settled, steps, limits, checkWaiting)
    }),
    { numRuns: 100 },
  )
})

test('it also does when keys move between addresses and addresses change their keys', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 90 }), limits, (steps, limits) => {
      const table = play(quarrelling, steps, limits, () => {})
      const found = table.closest(keyIn(1, 40), 5).map(({ contact }) => contact)
      expect(found).toEqual(nearestFirst(keyIn(1, 40), held(table)).slice(0, 5))
    }),
    { numRuns: 100 },
  )
})
