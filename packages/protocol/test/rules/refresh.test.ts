import { commonPrefixLength, KEY_BITS, randomKey, randomKeyInBucket, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'
import { Swarm } from '../support/swarm.ts'
import { Company, nodes, politely } from './company.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const self = contactAt(0)
/** One contact in each of the buckets 0 to 3. */
const contacts = numbers(0, 3).map((bucket) => contactAt(2 ** (31 - bucket)))

interface Lookup {
  readonly at: number
  readonly bucket: number
}

/** A node that has joined these contacts, at minute 1,000; they are k, so that it has no reason to look around. */
function settled(seed = 1, known: readonly Contact[] = contacts): Company {
  const company = new Company({ self, seed, contacts: known, config: { k: known.length } })
  company.solo.now = 1_000 * MINUTE_MS
  return company.joined()
}

/** The lookups that were begun so far, each once, by the buckets of their targets. */
function lookupsOf({ asked, solo }: Company): Lookup[] {
  const lookups = new Map<string, Lookup>()
  for (const { at, request } of asked) {
    if (request.type !== 'find-node') continue
    const bucket = commonPrefixLength(solo.engine.self.key, request.target)
    const name = request.target.toHex()
    if (!lookups.has(name)) lookups.set(name, { at, bucket })
  }
  return [...lookups.values()]
}

const timesOf = (lookups: readonly Lookup[], bucket: number) =>
  lookups.filter((lookup) => lookup.bucket === bucket).map(({ at }) => at)

const gapsOf = (times: readonly number[]) => times.slice(1).map((at, i) => at - (times[i] ?? 0))

describe('a join', () => {
  test('C.2.11 a join looks up our own key, and then one in each bucket farther than our closest neighbour', () => {
    const random = seededRandomBytes(211)
    const own = { key: randomKey(random), address: 'memory:self' }
    // The closest neighbour is in bucket 9; the buckets 2, 3, 5 and 8 are empty, and are refreshed too.
    const known = [0, 0, 1, 4, 4, 6, 7, 9].map((bucket, i) => {
      return { key: randomKeyInBucket(own.key, bucket, random), address: `memory:${i}` }
    })
    const company = new Company({ self: own, contacts: known, rttMs: 20 })
    company.settle((engine, now) => engine.join(now, ['memory:0']))
    expect(lookupsOf(company).map(({ bucket }) => bucket)).toEqual([KEY_BITS])
    company.run(MINUTE_MS)
    const buckets = lookupsOf(company).map(({ bucket }) => bucket)
    expect(buckets[0]).toBe(KEY_BITS)
    expect(buckets.slice(1).sort()).toEqual(numbers(0, 8))
  })

  test('C.2.11 a join among many refreshes the buckets that the lookup of our own key has not gone through (seed 211)', () => {
    const swarm = Swarm.joined(40, { seed: 211, config: { k: 4 } })
    const newcomer = swarm.add()
    const { key, address } = newcomer.contact
    const buckets: number[] = []
    swarm.tap = (from, _, { body }) => {
      const bucket = body.type === 'find-node' ? commonPrefixLength(key, body.target) : -1
      if (from === address && bucket >= 0 && !buckets.includes(bucket)) buckets.push(bucket)
      return true
    }
    swarm.join(newcomer)
    const outermost = swarm.closest(key, 5)[4]
    const farther = commonPrefixLength(key, outermost?.key ?? key)
    const isFull = (index: number) =>
      newcomer.engine
        .snapshot(swarm.now)
        .buckets.some((bucket) => bucket.index === index && bucket.contacts.length >= 4)
    swarm.run(400)
    const toFill = numbers(0, farther).filter((index) => !isFull(index))
    expect(toFill.length).toBeGreaterThan(0)
    swarm.rest()
    expect(buckets.sort((a, b) => a - b)).toEqual([...toFill, KEY_BITS])
  })
})

describe('the refresh of a bucket', () => {
  test('C.2.10 each bucket without a lookup for an hour is refreshed once, by a key inside it', () => {
    const company = settled()
    const startedAt = company.solo.now
    company.run(2.5 * HOUR_MS)
    const lookups = lookupsOf(company)
    expect(lookups).toHaveLength(8)
    for (const bucket of numbers(0, 3)) {
      const times = timesOf(lookups, bucket)
      expect(times).toHaveLength(2)
      for (const gap of gapsOf([startedAt - MINUTE_MS, ...times])) {
        expect(gap).toBeGreaterThanOrEqual(HOUR_MS)
        expect(gap).toBeLessThan(1.15 * HOUR_MS)
      }
    }
  })

  test('C.2.10 a refresh draws another key each time, evenly from its bucket', () => {
    const company = settled()
    company.run(60 * HOUR_MS)
    const targets = company.asked.flatMap(({ request }) =>
      request.type === 'find-node' ? [request.target] : [],
    )
    const far = new Set(targets.map((key) => key.toHex()).filter((hex) => /^[89a-f]/.test(hex)))
    expect(far.size).toBeGreaterThan(50)
    const upper = [...far].filter((hex) => /^[c-f]/.test(hex)).length / far.size
    expect(upper).toBeGreaterThan(0.3)
    expect(upper).toBeLessThan(0.7)
  })

  const inBucket1 = (n: number) => keyAt(2 ** 30 + n)
  const lookups: Record<string, (engine: Engine, now: number, n: number) => number> = {
    find: (engine, now, n) => engine.find(now, inBucket1(n)),
    get: (engine, now, n) => engine.get(now, inBucket1(n)),
    put: (engine, now, n) => engine.put(now, recordAt(2 ** 30 + n, { expiresAt: now + HOUR_MS })),
  }

  test.each(Object.keys(lookups))(
    'C.2.10 a bucket through which a %s went is not refreshed, but the others are',
    (name) => {
      const company = settled()
      const targets = new Set<string>()
      for (const n of numbers(1, 8)) {
        company.settle((engine, now) => lookups[name]?.(engine, now, n) ?? 0)
        targets.add(inBucket1(n).toHex())
        company.run(HOUR_MS / 2)
      }
      const refreshed = company.asked.flatMap(({ request }) =>
        request.type === 'find-node' && !targets.has(request.target.toHex()) ? [request.target] : [],
      )
      const buckets = new Set(refreshed.map((target) => commonPrefixLength(self.key, target)))
      expect(buckets).toEqual(new Set([0, 2, 3]))
    },
  )

  test('C.2.10 a refresh that nobody answers is not repeated before an hour has passed', () => {
    const company = settled()
    company.behaviour = () => undefined
    company.run(3.5 * HOUR_MS)
    for (const bucket of numbers(0, 3)) {
      for (const gap of gapsOf(timesOf(lookupsOf(company), bucket))) expect(gap).toBeGreaterThan(HOUR_MS)
    }
  })

  test('C.2.10 a refresh fills an empty bucket whose nodes have come only now', () => {
    const newcomer = contactAt(2 ** 29 + 7)
    const known = contacts.filter((_, bucket) => bucket !== 2)
    const company = new Company({ self, contacts: [...known, newcomer], config: { k: known.length } })
    company.behaviour = (_, request) => politely(request, known)
    company.joined()
    company.behaviour = (_, request) =>
      request.type === 'find-node' ? nodes([...known, newcomer]) : undefined
    expect(company.solo.known).not.toContain(newcomer.address)
    company.run(1.2 * HOUR_MS)
    expect(company.solo.known).toContain(newcomer.address)
  })
})

describe('jitter', () => {
  const DAYS = 1

  /** When a node with this seed refreshes bucket 0. */
  function refreshes(seed: number): number[] {
    const company = settled(seed)
    company.run(DAYS * 24 * HOUR_MS)
    return timesOf(lookupsOf(company), 0)
  }

  test('C.2.10 two nodes that joined at the same instant never refresh at the same instant', () => {
    const [one, other] = [refreshes(1), refreshes(2)]
    expect(one.length).toBeGreaterThan(DAYS * 20)
    expect(other.length).toBeGreaterThan(DAYS * 20)
    expect(one.filter((at) => other.includes(at))).toEqual([])
  })

  test('C.2.10 the refresh periods of one node differ', () => {
    const gaps = gapsOf(refreshes(3))
    expect(new Set(gaps).size).toBeGreaterThan(gaps.length / 2)
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeGreaterThan(MINUTE_MS)
  })

  test('C.2.10 jitter is drawn anew for each look at the buckets, ten percent to either side', () => {
    const { solo } = settled(4)
    const looks: number[] = []
    while (looks.length < 200) {
      if (solo.engine.deadline > solo.now + MINUTE_MS) looks.push(solo.engine.deadline)
      solo.now = solo.engine.deadline
      solo.input((engine, now) => engine.advance(now))
      solo.sent.length = 0
    }
    const periods = gapsOf(looks).map((ms) => ms / (HOUR_MS / 8))
    expect(Math.min(...periods)).toBeGreaterThanOrEqual(0.89)
    expect(Math.min(...periods)).toBeLessThan(0.93)
    expect(Math.max(...periods)).toBeLessThanOrEqual(1.11)
    expect(Math.max(...periods)).toBeGreaterThan(1.07)
    expect(new Set(periods).size).toBeGreaterThan(90)
  })
})
