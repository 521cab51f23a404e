/** A routing table: filled, asked, compared with brute force, weighed. */

import type { Phases } from '../workloads/bench.ts'
import { type Fill, Ids, nearest } from './contacts.ts'
import { flat } from './kadkit-table.ts'
import { aSecond } from './repeat.ts'
import type { TableModule, TablePart } from './table-part.ts'

const COUNT = 20
const TARGETS = 500
/** Of those, so many are compared with brute force. */
const COMPARED = 40

export interface TableWork {
  readonly fill: Fill
  readonly bucketSize: number
  /** Contacts that are inserted. */
  readonly nodes: number
  readonly forMs: number
  readonly seed: number
}

/** Inserts all into a fresh table, again and again; then asks the last one. */
export async function measureTable(module: TableModule, work: TableWork, phases: Phases): Promise<void> {
  const { fill, nodes, seed, forMs, bucketSize } = work
  const ids = new Ids(fill, nodes, seed)
  const self = ids.self.toBytes()
  const contacts = ids.ids.map((id, i) => module.contact(id, hostOf(i), portOf(i)))
  let table = module.create(self, bucketSize)
  const inserts = await aSecond(forMs, () => {
    table = module.create(self, bucketSize)
    return fillUp(table, contacts)
  })
  const held = table.ids()
  phases.also('insert', { 'a second': inserts, held: held.length })
  for (const [name, targets] of [
    ['random keys', ids.randomTargets(TARGETS)],
    ['keys near the own', ids.nearTargets(TARGETS)],
  ] as const) {
    const asked = targets.map((id) => module.target(id))
    const expected = targets.slice(0, COMPARED).map((target) => nearest(held, target, COUNT))
    const sorted = answers(table, table.closest, asked)
    phases.also(`closest to ${name}`, {
      'a second': await aSecond(forMs, sorted),
      right: 100 * rightRanks(table, asked, expected),
    })
    if (table.unsorted === undefined) continue
    phases.also(`closest to ${name}, in any order`, {
      'a second': await aSecond(forMs, answers(table, table.unsorted, asked)),
      right: 100 * rightIds(table, table.unsorted, asked, expected),
    })
  }
}

type Ask = TablePart['closest']

function answers(table: TablePart, ask: Ask, targets: readonly unknown[]): () => number {
  return () => {
    let found = 0
    for (const target of targets) found += ask.call(table, target, COUNT).length
    if (found === 0) throw new Error('nothing was found')
    return targets.length
  }
}

/** Stays synchronous with a table that is. */
function fillUp(table: TablePart, contacts: readonly unknown[]): number | Promise<number> {
  for (let i = 0; i < contacts.length; i++) {
    const added = table.add(contacts[i])
    if (added !== undefined) return added.then(() => fillUpSlowly(table, contacts, i + 1))
  }
  return contacts.length
}

async function fillUpSlowly(table: TablePart, contacts: readonly unknown[], from: number): Promise<number> {
  for (let i = from; i < contacts.length; i++) await table.add(contacts[i])
  return contacts.length
}

/** The share of the places in which the answer has the very id that belongs there. */
function rightRanks(table: TablePart, targets: readonly unknown[], expected: readonly string[][]): number {
  return meanOf(expected, (ids, i) => {
    const found = namesOf(table, table.closest(targets[i], COUNT))
    return ids.filter((id, place) => id === found[place]).length / ids.length
  })
}

/** The share of the nearest ids that the answer has anywhere. */
function rightIds(
  table: TablePart,
  ask: Ask,
  targets: readonly unknown[],
  expected: readonly string[][],
): number {
  return meanOf(expected, (ids, i) => {
    const found = new Set(namesOf(table, ask.call(table, targets[i], COUNT)))
    return ids.filter((id) => found.has(id)).length / ids.length
  })
}

function namesOf(table: TablePart, found: readonly unknown[]): string[] {
  return found.map((each) => Buffer.from(table.idOf(each)).toString('hex'))
}

function meanOf<T>(items: readonly T[], of: (item: T, index: number) => number): number {
  return items.reduce((sum, item, i) => sum + of(item, i), 0) / items.length
}

/** What tables weigh: with their contacts, which nobody else keeps, and without, where others keep them anyway. */
export async function weighTables(module: TableModule, work: TableWork, phases: Phases): Promise<void> {
  const { fill, nodes, seed, bucketSize } = work
  const ids = new Ids(fill, nodes, seed)
  const self = ids.self.toBytes()
  const fresh = () => ids.ids.map((id, i) => module.contact(id, hostOf(i), portOf(i)))
  const [withThem, held] = await weigh(async () => {
    const table = module.create(self, bucketSize)
    await fillUp(table, fresh())
    return table
  })
  const shared = fresh()
  const [without] = await weigh(async () => {
    const table = module.create(self, bucketSize)
    await fillUp(table, shared)
    return table
  })
  phases.also('memory', {
    'bytes a contact': withThem / held,
    'without the contacts': without / held,
    held,
  })
}

const TABLES = 100

/** Bytes of one table, and how many contacts it holds. */
async function weigh(make: () => Promise<TablePart>): Promise<[bytes: number, held: number]> {
  // What is made once for all of them, and what the compiler leaves behind.
  for (let i = 0; i < 10; i++) await make()
  const before = weight()
  const tables: TablePart[] = []
  for (let i = 0; i < TABLES; i++) tables.push(await make())
  const bytes = (weight() - before) / TABLES
  return [bytes, tables[0]?.ids().length ?? 0]
}

function weight(): number {
  // There only with --expose-gc, which the worker is started with.
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function hostOf(index: number): string {
  return flat(`10.${index >>> 16}.${(index >>> 8) & 255}.${index & 255}`)
}

function portOf(index: number): number {
  return 4_000 + (index & 1_023)
}
