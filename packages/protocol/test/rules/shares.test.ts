import { commonPrefixLength, type Key, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/engine/source.ts'
import { SHORT_VALUE_BYTES } from '../../src/wire/max-value-bytes.ts'
import type { Reply } from '../../src/wire/message.ts'
import { contactAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { Solo } from '../support/solo.ts'

/** Room for some 3,100 values of the longest kind that is sent in one datagram. */
const config = { maxValues: 4_000, maxValueBytesInSum: 3 * 2 ** 20 }
const PUBLISHERS = 200
const VALUES_OF_EACH = 5
const FLOOD = 100_000

interface Flood {
  readonly networks: number
  readonly puts?: number
  readonly valueBytes?: number
}

/** A node that honest publishers and attackers bring values to. */
class Target {
  solo = new Solo({ self: contactAt(0), config })
  readonly honest: Key[] = []
  readonly answers = { stored: 0, full: 0 }
  readonly #random = seededRandomBytes(6)
  /** The network number `index` of the honest, from 0, and of attackers. */
  readonly #honest: (index: number) => string
  readonly #attacker: (index: number) => string

  /** In the control all of them are in one network: then nobody has a share of his own. */
  constructor({ apart = true } = {}) {
    const network = (first: number) => (index: number) => `${first}.${index >>> 8}.${index & 255}`
    this.#honest = apart ? network(10) : () => '192.0.2'
    this.#attacker = apart ? network(11) : () => '192.0.2'
  }

  publish(publishers: readonly number[]): this {
    for (const publisher of publishers) {
      for (let i = 0; i < VALUES_OF_EACH; i++) {
        const key = randomKey(this.#random)
        this.honest.push(key)
        this.store(`${this.#honest(publisher)}.1:4000`, key)
      }
    }
    return this
  }

  flood({ networks, puts = FLOOD, valueBytes = SHORT_VALUE_BYTES }: Flood): this {
    for (let i = 0; i < puts; i++) {
      const address = `${this.#attacker(i % networks)}.${1 + (i % 250)}:4000`
      this.store(address, randomKey(this.#random), valueBytes)
      if (i % 10_000 === 0) this.checkCaps()
    }
    this.checkCaps()
    return this
  }

  store(address: string, key: Key, valueBytes = SHORT_VALUE_BYTES): Reply | undefined {
    const sender: Contact = { key: contactAt(2 ** 31).key, address }
    const value = new Uint8Array(valueBytes)
    const shape = { type: 'store', key, value, ttlSeconds: 86_400, cached: false, publication } as const
    const reply = this.solo.ask(sender, shape)
    if (reply?.type === 'stored') this.answers.stored++
    if (reply?.type === 'refused' && reply.refusal === 'full') this.answers.full++
    for (const list of [this.solo.sent, this.solo.saves, this.solo.events]) list.length = 0
    return reply
  }

  /** What is on the disk is what the engine says that it holds, and that is never more than is set. */
  checkCaps(): void {
    const { values } = this.solo.engine.snapshot(this.solo.now)
    const bytes = [...this.solo.storage.values()].reduce((sum, { value }) => sum + value.length, 0)
    expect(values.reduce((sum, { valueBytes }) => sum + valueBytes, 0)).toBe(bytes)
    expect(bytes).toBeLessThanOrEqual(config.maxValueBytesInSum)
    expect(values.length).toBe(this.solo.storage.size)
    expect(values.length).toBeLessThanOrEqual(config.maxValues)
  }

  /** The part of the honest values that can still be read. */
  get readable(): number {
    const asker = contactAt(2 ** 30, '203.0.113.1:4000')
    const found = this.honest.filter(
      (key) => this.solo.ask(asker, { type: 'find-value', key })?.type === 'value',
    )
    return found.length / this.honest.length
  }

  /** The process ends, and another begins with what is on the disk. */
  restart(): this {
    const records = [...this.solo.storage.values()]
    this.solo = new Solo({ self: contactAt(0), config })
    for (const record of records) {
      this.solo.storage.set(record.key.toHex(), record)
      this.solo.input((engine, now) => engine.restore(now, record))
    }
    return this
  }
}

const everybody = numbers(0, PUBLISHERS - 1)
const half = everybody.slice(PUBLISHERS / 2)

describe('A6 of 1,000 values of 200 honest networks, under a flood of puts', () => {
  test.each([
    { networks: 1 },
    { networks: 1, valueBytes: 0, puts: 20_000 },
    { networks: 200 },
    { networks: 200, valueBytes: 0, puts: 20_000 },
  ] as Flood[])(
    'all can be read, and the caps hold: %o',
    (flood) => {
      const target = new Target().publish(everybody).flood(flood)
      expect(target.readable).toBe(1)
      const { puts = FLOOD } = flood
      expect(target.answers.stored + target.answers.full).toBe(puts + 1_000)
      expect(target.answers.full).toBeGreaterThan(0.5 * puts)
    },
    120_000,
  )

  test('the control, all of them in one network, loses 90 % and more', () => {
    const target = new Target({ apart: false }).publish(everybody).flood({ networks: 1, puts: 40_000 })
    expect(target.readable).toBeLessThan(0.1)
  })

  test('those are taken that come when the flood has filled the node', () => {
    const target = new Target().flood({ networks: 200, puts: 20_000 }).publish(half)
    expect(target.flood({ networks: 200, puts: 20_000 }).readable).toBe(1)
    const control = new Target({ apart: false }).flood({ networks: 1, puts: 20_000 }).publish(half)
    expect(control.readable).toBeLessThan(0.5)
  })

  test('an offer is judged as the value would be: by what its maker has already, and by nearness', () => {
    const target = new Target().publish(half).flood({ networks: 1, puts: 10_000 })
    const offer = (address: string, number: number) =>
      target.solo.ask(
        { key: contactAt(2 ** 31).key, address },
        { type: 'offer', key: contactAt(number).key, valueBytes: 5_000, ttlSeconds: 86_400, publication },
      )
    expect(offer('11.0.0.1:4000', 2 ** 31 + 1)).toEqual({ type: 'refused', refusal: 'full' })
    expect(offer('11.0.0.1:4000', 1)).toEqual({ type: 'wanted' })
    expect(offer('11.0.1.1:4000', 2 ** 31 + 1)).toEqual({ type: 'wanted' })
  })

  test('a restart changes nothing: whose they are is on the disk', () => {
    const target = new Target().publish(everybody).flood({ networks: 1, puts: 5_000 }).restart()
    expect(target.flood({ networks: 1, puts: 5_000 }).readable).toBe(1)
  })
})

describe('A6 a flood', () => {
  test('of one network writes less the longer it lasts', () => {
    const target = new Target()
    const stored = [1, 2, 3].map(() => {
      const before = target.answers.stored
      target.flood({ networks: 1, puts: 30_000 })
      return target.answers.stored - before
    })
    expect(stored[0]).toBeLessThan(20_000)
    expect(stored[2]).toBeLessThan(3_000)
  })

  test('touches nothing that we have published ourselves', () => {
    const target = new Target()
    const { solo } = target
    const keys = numbers(1, 100).map((number) => contactAt(number * 2 ** 20).key)
    for (const key of keys) {
      const value = { key, value: new Uint8Array(100), expiresAt: Number.POSITIVE_INFINITY }
      solo.input((engine, now) => engine.put(now, value))
    }
    expect(solo.own.size).toBe(100)
    target.flood({ networks: 200, puts: 20_000 })
    const gets = keys.map((key) => solo.input((engine, now) => engine.get(now, key)))
    expect(gets.filter((get) => solo.outcomes.get(get)?.type === 'found-value')).toHaveLength(100)
    expect(solo.own.size).toBe(100)
  })

  test('of more networks than there is room for values leaves to each one value, and the nearest stay', () => {
    const target = new Target().publish(half)
    const { self } = target.solo.engine
    const nearness = (key: Key) => commonPrefixLength(self.key, key)
    const brought = new Map<string, Key[]>()
    const store = target.store.bind(target)
    target.store = (address, key, valueBytes) => {
      const source = sourceOf(address)
      brought.set(source, [...(brought.get(source) ?? []), key])
      return store(address, key, valueBytes)
    }
    target.flood({ networks: 20_000, puts: 20_000 }).publish(everybody.slice(0, PUBLISHERS / 2))
    const { values } = target.solo.engine.snapshot(target.solo.now)
    expect(new Set(values.map(({ source }) => source)).size).toBe(values.length)
    const edge = Math.min(...values.map(({ key }) => nearness(key)))
    expect(edge).toBeGreaterThanOrEqual(2)
    const held = new Map(values.map(({ source, key }) => [source, key]))
    for (const [source, keys] of brought) {
      const nearest = Math.max(...keys.map(nearness))
      const kept = held.get(source)
      if (nearest > edge) expect(kept && nearness(kept)).toBe(nearest)
    }
  })
})

test('a neighbour who has brought nearly all that we hold loses what is farthest from us, and keeps its share', () => {
  const target = new Target()
  const random = seededRandomBytes(7)
  const neighbour = '192.0.2.1:4000'
  for (let i = 0; i < 3_000; i++) target.store(neighbour, randomKey(random))
  const of = (source: string) =>
    target.solo.engine.snapshot(target.solo.now).values.filter((value) => value.source === source)
  const before = of('192.0.2.0/24').map(({ key }) => commonPrefixLength(target.solo.engine.self.key, key))
  expect(before).toHaveLength(3_000)
  target.flood({ networks: 9, puts: 20_000 })
  const after = of('192.0.2.0/24').map(({ key }) => commonPrefixLength(target.solo.engine.self.key, key))
  expect(after.length).toBeGreaterThanOrEqual(310)
  expect(after.length).toBeLessThanOrEqual(311)
  const nearest = before.sort((a, b) => b - a).slice(0, after.length)
  expect(after.sort((a, b) => b - a)).toEqual(nearest)
})
